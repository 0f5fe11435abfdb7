package main

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestPageAndVersionAreServed(t *testing.T) {
	for path, want := range map[string]string{"/": "<title>web-app", "/api/version": `"version":"dev"`} {
		answer := httptest.NewRecorder()
		handler().ServeHTTP(answer, httptest.NewRequest("GET", path, nil))
		if !strings.Contains(answer.Body.String(), want) {
			t.Errorf("%s: %q does not hold %q", path, answer.Body, want)
		}
	}
}

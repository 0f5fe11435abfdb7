// Package pinned makes the reference's random identifiers predictable.
//
// The reference keeps crypto/rand's reader when its identity package is initialised. Go initialises packages in the
// order of their import paths as soon as what they import is there: this package's path sorts before the reference's
// and it imports little, so its reader is the one that is kept. main puts the original back.
package pinned

import (
	"crypto/rand"
	"io"
	"math/big"
	"runtime"
	"strconv"
	"strings"
)

const (
	identityBytes = 17
	newID         = "github.com/moby/buildkit/identity.NewID"
	converter     = "github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb."
	elsewhere     = "oraclelocaluniqueid000000"
)

var (
	original = rand.Reader
	count    int
	random   bool
)

// Before init functions run, so that no import can come in between.
var _ = install()

func install() bool {
	rand.Reader = reader{}
	return true
}

// Restore gives crypto/rand its own reader back; the reference keeps this one.
func Restore() { rand.Reader = original }

// Restart lets the identifiers of progress groups begin at 1 again.
func Restart() { count = 0 }

// UseRandom lets identifiers be random, as they are outside tests.
func UseRandom() { random = true }

type reader struct{}

// Read fills an identifier's bytes; any other length is random.
func (reader) Read(p []byte) (int, error) {
	if random || len(p) != identityBytes {
		return io.ReadFull(original, p)
	}
	id := elsewhere
	if askedByConverter() {
		count++
		digits := strconv.Itoa(count)
		id = "pg" + strings.Repeat("0", len(elsewhere)-len("pg")-len(digits)) + digits
	}
	// Characters 2 to 26 of the number in base 36 become the identifier; with 2 before them the first bit is set,
	// which the reference would do otherwise.
	number, _ := new(big.Int).SetString("2"+id+"0", 36)
	number.FillBytes(p)
	return len(p), nil
}

// True where the identifier is one of a progress group; the other ones never reach an op.
func askedByConverter() bool {
	var callers [16]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers[:])])
	for {
		frame, more := frames.Next()
		if frame.Function == newID {
			asker, _ := frames.Next()
			return strings.HasPrefix(asker.Function, converter)
		}
		if !more {
			return false
		}
	}
}

// The server of the web page: its files are part of the program.
package main

import (
	"embed"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
)

//go:embed public
var files embed.FS

// Set by the linker.
var version = "dev"

func main() {
	check := flag.Bool("check", false, "ask the server that runs here whether it is well")
	flag.Parse()
	address := os.Getenv("ADDRESS")
	if *check {
		os.Exit(healthOf(address))
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on %s\n", listener.Addr())
	log.Fatal(http.Serve(listener, handler()))
}

func handler() http.Handler {
	public, err := fs.Sub(files, "public")
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(public))
	mux.HandleFunc("GET /api/version", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]string{
			"version":  version,
			"platform": runtime.GOOS + "/" + runtime.GOARCH,
		})
	})
	return mux
}

func healthOf(address string) int {
	if strings.HasPrefix(address, ":") {
		address = "localhost" + address
	}
	answer, err := http.Get("http://" + address + "/api/version")
	if err != nil || answer.StatusCode != http.StatusOK {
		return 1
	}
	return 0
}

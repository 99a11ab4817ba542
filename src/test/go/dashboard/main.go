// Reads a Grafana dashboard from standard input with the types of Grafana's own SDK. An unknown or missing field is an error.
package main

import (
	"errors"
	"io"
	"log"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func main() {
	plugins.RegisterDefaultPlugins()
	text, err := io.ReadAll(os.Stdin)
	check(err)
	var read dashboard.Dashboard
	check(read.UnmarshalJSONStrict(text))
	check(read.Validate())
}

func check(err error) {
	var list cog.BuildErrors
	if errors.As(err, &list) && len(list) == 0 {
		return // the SDK returns an empty list for no error
	}
	if err != nil {
		log.Fatal(err)
	}
}

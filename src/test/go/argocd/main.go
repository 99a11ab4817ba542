// Argo CD's application controller and its repo-server, and the Redis that the two need: the first argument chooses.
package main

import (
	"fmt"
	"io"
	"log"
	"os"

	"github.com/alicebob/miniredis/v2"
	controller "github.com/argoproj/argo-cd/v3/cmd/argocd-application-controller/commands"
	reposerver "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/spf13/cobra"
)

func main() {
	role := os.Args[1]
	var command *cobra.Command
	switch role {
	case "redis":
		redis()
		return
	case "application-controller":
		command = controller.NewCommand()
	case "repo-server":
		command = reposerver.NewCommand()
	default:
		log.Fatalf("unknown role %q", role)
	}
	command.SetArgs(os.Args[2:])
	if err := command.Execute(); err != nil {
		log.Fatal(err)
	}
}

// Prints where it listens, and lives as long as its standard input is open.
func redis() {
	server, err := miniredis.Run()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(server.Addr())
	io.Copy(io.Discard, os.Stdin)
}

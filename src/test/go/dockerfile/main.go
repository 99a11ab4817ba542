// Reads a Dockerfile as docker build does and prints its stages as JSON. Values of ARG are filled in.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

type stage struct {
	Name  string `json:"name"`
	Base  string `json:"base"`
	Steps []step `json:"steps"`
}

type step struct {
	Instruction string            `json:"instruction"`
	Arguments   []string          `json:"arguments,omitempty"`
	From        string            `json:"from,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
}

func main() {
	read, err := parser.Parse(os.Stdin)
	check(err)
	for _, warning := range read.Warnings {
		check(fmt.Errorf("line %v: %s", warning.Location, warning.Short))
	}
	parsed, arguments, err := instructions.Parse(read.AST, nil)
	check(err)
	var values []string
	for _, argument := range arguments {
		for _, pair := range argument.Args {
			values = append(values, pair.Key+"="+pair.ValueString())
		}
	}
	var stages []stage
	for _, from := range parsed {
		of := stage{Name: from.Name, Base: expand(from.BaseName, values)}
		for _, command := range from.Commands {
			of.Steps = append(of.Steps, describe(command))
		}
		stages = append(stages, of)
	}
	check(json.NewEncoder(os.Stdout).Encode(stages))
}

func describe(command instructions.Command) step {
	switch command := command.(type) {
	case *instructions.WorkdirCommand:
		return step{Instruction: "WORKDIR", Arguments: []string{command.Path}}
	case *instructions.CopyCommand:
		return step{Instruction: "COPY", From: command.From, Arguments: append(command.SourcePaths, command.DestPath)}
	case *instructions.RunCommand:
		exec(command.PrependShell)
		return step{Instruction: "RUN", Arguments: command.CmdLine}
	case *instructions.EntrypointCommand:
		exec(command.PrependShell)
		return step{Instruction: "ENTRYPOINT", Arguments: command.CmdLine}
	case *instructions.UserCommand:
		return step{Instruction: "USER", Arguments: []string{command.User}}
	case *instructions.ExposeCommand:
		return step{Instruction: "EXPOSE", Arguments: command.Ports}
	case *instructions.EnvCommand:
		var variables []string
		for _, variable := range command.Env {
			variables = append(variables, variable.Key+"="+expand(variable.Value, nil))
		}
		return step{Instruction: "ENV", Arguments: variables}
	case *instructions.LabelCommand:
		labels := map[string]string{}
		for _, label := range command.Labels {
			labels[label.Key] = expand(label.Value, nil)
		}
		return step{Instruction: "LABEL", Labels: labels}
	}
	check(fmt.Errorf("the test does not know how to do %s", command.Name()))
	return step{}
}

func expand(word string, values []string) string {
	expanded, _, err := shell.NewLex('\\').ProcessWord(word, shell.EnvsFromSlice(values))
	check(err)
	return expanded
}

// A base image without a shell must do.
func exec(shell bool) {
	if shell {
		check(fmt.Errorf("a command needs a shell: write it as a JSON array"))
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Prints what kstatus makes of an object that comes as JSON: its status, and why.
package main

import (
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

func main() {
	input, err := io.ReadAll(os.Stdin)
	check(err)
	object := &unstructured.Unstructured{}
	check(object.UnmarshalJSON(input))
	result, err := status.Compute(object)
	check(err)
	fmt.Println(result.Status, result.Message)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

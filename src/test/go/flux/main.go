// Reads manifests of Flux and fails where they have a field or a kind that Flux does not know.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	helm "github.com/fluxcd/helm-controller/api/v2"
	kustomize "github.com/fluxcd/kustomize-controller/api/v1"
	source "github.com/fluxcd/source-controller/api/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
)

func main() {
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{helm.AddToScheme, kustomize.AddToScheme, source.AddToScheme} {
		check(add(scheme))
	}
	strict := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()
	documents := yaml.NewDocumentDecoder(os.Stdin)
	buffer := make([]byte, 1<<20)
	for {
		length, err := documents.Read(buffer)
		if errors.Is(err, io.EOF) {
			return
		}
		check(err)
		_, kind, err := strict.Decode(buffer[:length], nil, nil)
		check(err)
		fmt.Println(kind.Kind)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

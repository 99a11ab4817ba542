// Vaultpki runs Vault's PKI secrets engine for the commands of docs/rules, without a server: "secrets enable", "write" and
// "read", as the command vault has them. It keeps its storage in the folder .vault.
//
// A parameter that the engine does not know is an error here. Vault ignores it with a warning.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"github.com/hashicorp/vault/builtin/logical/pki"
	"github.com/hashicorp/vault/sdk/framework"
	"github.com/hashicorp/vault/sdk/logical"
)

const home = ".vault"

// defaultLease is Vault's default of default_lease_ttl and max_lease_ttl.
const defaultLease = 768 * time.Hour

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func run(arguments []string) error {
	if len(arguments) > 1 && arguments[0] == "secrets" && arguments[1] == "enable" {
		return enable(arguments[2:])
	}
	options, rest := split(arguments[1:])
	operation := map[string]logical.Operation{"write": logical.UpdateOperation, "read": logical.ReadOperation}[arguments[0]]
	if operation == "" || len(rest) == 0 {
		return errors.New("not a command of vault that is known here")
	}
	return call(operation, rest[0], rest[1:], options)
}

// split separates options such as -field=certificate from arguments.
func split(arguments []string) (map[string]string, []string) {
	options := map[string]string{}
	for len(arguments) > 0 && strings.HasPrefix(arguments[0], "-") {
		name, value, _ := strings.Cut(strings.TrimPrefix(arguments[0], "-"), "=")
		options[name] = value
		arguments = arguments[1:]
	}
	return options, arguments
}

func enable(arguments []string) error {
	options, rest := split(arguments)
	if len(rest) != 1 || rest[0] != "pki" {
		return errors.New("only pki is known here")
	}
	path := options["path"]
	if path == "" {
		path = "pki"
	}
	folder := filepath.Join(home, path)
	if err := os.MkdirAll(home, 0o700); err != nil {
		return err
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		return fmt.Errorf("path is already in use at %s/", path)
	}
	longest := options["max-lease-ttl"]
	if longest == "" {
		longest = defaultLease.String()
	}
	return os.WriteFile(folder+".ttl", []byte(longest), 0o600)
}

func call(operation logical.Operation, path string, parameters []string, options map[string]string) error {
	ctx := context.Background()
	mount, below, _ := strings.Cut(path, "/")
	ttl, err := os.ReadFile(filepath.Join(home, mount+".ttl"))
	if err != nil {
		return fmt.Errorf("no handler for route %q", path)
	}
	longest, err := time.ParseDuration(string(ttl))
	if err != nil {
		return err
	}
	storage := folder(filepath.Join(home, mount))
	backend, err := pki.Factory(ctx, &logical.BackendConfig{
		StorageView: storage,
		BackendUUID: mount,
		System:      &logical.StaticSystemView{DefaultLeaseTTLVal: defaultLease, MaxLeaseTTLVal: longest},
	})
	if err != nil {
		return err
	}
	if err := backend.Initialize(ctx, &logical.InitializationRequest{Storage: storage}); err != nil {
		return err
	}
	data, err := data(parameters)
	if err != nil {
		return err
	}
	route := backend.(interface{ Route(string) *framework.Path }).Route(below)
	if route == nil {
		return fmt.Errorf("unsupported path %s", path)
	}
	for name := range data {
		if route.Fields[name] == nil {
			return fmt.Errorf("%s has no parameter %s", path, name)
		}
	}
	response, err := backend.HandleRequest(ctx, &logical.Request{
		Operation: operation, Path: below, Data: data, Storage: storage, MountPoint: mount + "/",
	})
	if err != nil {
		return err
	}
	if response.IsError() {
		return response.Error()
	}
	return show(response, options)
}

// data reads parameters such as ttl=720h and csr=@tls.csr.
func data(parameters []string) (map[string]any, error) {
	data := map[string]any{}
	for _, parameter := range parameters {
		name, value, found := strings.Cut(parameter, "=")
		if !found {
			return nil, fmt.Errorf("%q is not name=value", parameter)
		}
		if strings.HasPrefix(value, "@") {
			text, err := os.ReadFile(value[1:])
			if err != nil {
				return nil, err
			}
			value = string(text)
		}
		data[name] = value
	}
	return data, nil
}

func show(response *logical.Response, options map[string]string) error {
	if response == nil {
		return nil
	}
	if field := options["field"]; field != "" {
		value, found := response.Data[field]
		if !found {
			return fmt.Errorf("field %q not present in secret", field)
		}
		fmt.Print(value) // without a line feed, as vault prints to a file
		return nil
	}
	if options["format"] == "json" {
		return json.NewEncoder(os.Stdout).Encode(map[string]any{"data": response.Data})
	}
	names := make([]string, 0, len(response.Data))
	for name := range response.Data {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Println(name, response.Data[name])
	}
	return nil
}

// folder is a storage with a file for each key.
type folder string

func (f folder) file(key string) string {
	return filepath.Join(string(f), url.PathEscape(key))
}

func (f folder) List(_ context.Context, prefix string) ([]string, error) {
	entries, err := os.ReadDir(string(f))
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	names := []string{}
	for _, entry := range entries {
		key, err := url.PathUnescape(entry.Name())
		if err != nil {
			return nil, err
		}
		below, found := strings.CutPrefix(key, prefix)
		if first, _, nested := strings.Cut(below, "/"); nested {
			below = first + "/"
		}
		if found && !seen[below] {
			seen[below] = true
			names = append(names, below)
		}
	}
	return names, nil
}

func (f folder) Get(_ context.Context, key string) (*logical.StorageEntry, error) {
	value, err := os.ReadFile(f.file(key))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return &logical.StorageEntry{Key: key, Value: value}, err
}

func (f folder) Put(_ context.Context, entry *logical.StorageEntry) error {
	return os.WriteFile(f.file(entry.Key), entry.Value, 0o600)
}

func (f folder) Delete(_ context.Context, key string) error {
	err := os.Remove(f.file(key))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

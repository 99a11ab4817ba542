// Prints what a health check of Argo CD makes of an object that comes as JSON: its status, and why. The interpreter is the
// one in Argo CD, with the libraries that a check gets there: neither string nor math.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	lua "github.com/yuin/gopher-lua"
)

var statuses = []string{"Healthy", "Progressing", "Degraded", "Suspended"}

func main() {
	script, err := os.ReadFile(os.Args[1])
	check(err)
	var object any
	check(json.NewDecoder(os.Stdin).Decode(&object))

	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for name, open := range map[string]lua.LGFunction{lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable} {
		check(state.CallByParam(lua.P{Fn: state.NewFunction(open), Protect: true}, lua.LString(name)))
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	state.SetContext(ctx)
	state.SetGlobal("obj", value(state, object))
	check(state.DoString(string(script)))

	health, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		check(fmt.Errorf("the check returned no table but %s", state.Get(-1)))
	}
	status := health.RawGetString("status").String()
	if !slices.Contains(statuses, status) {
		check(fmt.Errorf("Argo CD knows no health %q", status))
	}
	fmt.Println(status, health.RawGetString("message"))
}

// As Argo CD hands an object over: every number is a Lua number, null is nil.
func value(state *lua.LState, from any) lua.LValue {
	switch from := from.(type) {
	case bool:
		return lua.LBool(from)
	case float64:
		return lua.LNumber(from)
	case string:
		return lua.LString(from)
	case []any:
		table := state.NewTable()
		for _, entry := range from {
			table.Append(value(state, entry))
		}
		return table
	case map[string]any:
		table := state.NewTable()
		for key, entry := range from {
			table.RawSetString(key, value(state, entry))
		}
		return table
	}
	return lua.LNil
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

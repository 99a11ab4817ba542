// Terraform prints what Terraform takes from a file at standard input, as JSON: the locals of a .tf file, or the variables of
// a .tfvars.json file. Certificate filters are converted to the type that the provider of Temporal Cloud has.
//
//	terraform tf|tfvars.json
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

const filters = "certificate_filters"

func main() {
	text, err := io.ReadAll(os.Stdin)
	check(err)
	values := map[string]cty.Value{}
	switch os.Args[1] {
	case "tf":
		file, problems := hclsyntax.ParseConfig(text, "x.tf", hcl.InitialPos)
		checkAll(problems)
		body := file.Body.(*hclsyntax.Body)
		if len(body.Attributes) > 0 || len(body.Blocks) != 1 || body.Blocks[0].Type != "locals" {
			check(fmt.Errorf("not one block of locals"))
		}
		attributes, problems := body.Blocks[0].Body.JustAttributes()
		checkAll(problems)
		evaluate(attributes, &hcl.EvalContext{}, values)
	case "tfvars.json":
		file, problems := json.Parse(text, "x.auto.tfvars.json")
		checkAll(problems)
		attributes, problems := file.Body.JustAttributes()
		checkAll(problems)
		evaluate(attributes, nil, values) // without a context, as Terraform does: texts are no templates
	}
	answer := cty.ObjectVal(values)
	written, err := ctyjson.Marshal(answer, answer.Type())
	check(err)
	fmt.Println(string(written))
}

func evaluate(attributes hcl.Attributes, context *hcl.EvalContext, values map[string]cty.Value) {
	for name, attribute := range attributes {
		value, problems := attribute.Expr.Value(context)
		checkAll(problems)
		values[name] = typed(name, value)
	}
}

func typed(name string, value cty.Value) cty.Value {
	if value.Type().IsObjectType() {
		fields := value.AsValueMap()
		for field := range fields {
			fields[field] = typed(field, fields[field])
		}
		return cty.ObjectVal(fields)
	}
	if name != filters {
		return value
	}
	converted, err := convert.Convert(value, cty.List(cty.Object(map[string]cty.Type{
		"common_name":              cty.String,
		"organization":             cty.String,
		"organizational_unit":      cty.String,
		"subject_alternative_name": cty.String,
	})))
	check(err)
	return converted
}

func checkAll(problems hcl.Diagnostics) {
	if problems.HasErrors() {
		check(problems)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

package kinds

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// workerModules is the code of a worker, or a placeholder where the snapshot
// has none.
func workerModules(o *schema.Object) map[string][]byte {
	out := maps.Clone(o.Files)
	if out == nil {
		out = map[string][]byte{}
	}
	if content, ok := contentArgument.Value(o).(schema.ModuleFile); ok && content.Path == schema.PlaceholderModule {
		out[schema.PlaceholderModule] = placeholder(o)
	}
	return out
}

// placeholder is a module that answers 503 and says what is missing. It
// exports the classes and entrypoints that others may bind to, so that
// everything around it can be wired before the real code is back.
func placeholder(o *schema.Object) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "// %s\n", schema.PlaceholderMark)
	fmt.Fprintf(&b, "const message = %s;\n", jsText("The worker "+o.Name+" is a placeholder: its code has not been deployed again yet.\n"))
	b.WriteString("const unavailable = () => new Response(message, { status: 503, headers: { \"retry-after\": \"3600\" } });\n\n")
	b.WriteString("export default { fetch: unavailable };\n")
	// A name is only ever exported: as the name of a class it might be a word of
	// the language, or hide one that the module needs.
	exported := map[string]bool{}
	export := func(name, declaration string) {
		if jsIdentifier(name) && !exported[name] {
			exported[name] = true
			fmt.Fprintf(&b, "\n%s\nexport { Placeholder%s as %s };\n", fmt.Sprintf(declaration, name), name, name)
		}
	}
	for _, name := range append(classNames(o), workflowClasses(o)...) {
		export(name, "class Placeholder%s {\n  fetch() {\n    return unavailable();\n  }\n}")
	}
	for _, e := range o.Values("exports_entrypoints") {
		name, _ := e.(string)
		export(name, "const Placeholder%s = { fetch: unavailable };")
	}
	return []byte(b.String())
}

// classNames are the Durable Object classes of a worker; their order says
// nothing.
func classNames(o *schema.Object) []string {
	var out []string
	for _, c := range o.Children {
		if name := c.Text("class_name"); name != "" {
			out = append(out, name)
		}
	}
	return once(out)
}

// workflowClasses are the classes of a worker that workflows run.
func workflowClasses(o *schema.Object) []string {
	var out []string
	for _, w := range o.Account().Children {
		if w.Kind.Name == workflow.Name && w.Text("worker") == o.Name {
			out = append(out, w.Text("class_name"))
		}
	}
	return once(out)
}

// jsText is a string literal of JavaScript. JSON is one, but for two line
// separators that once were not allowed in a literal.
func jsText(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always encodes
	}
	return strings.NewReplacer("\u2028", `\u2028`, "\u2029", `\u2029`).Replace(string(b))
}

var identifierJS = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

func jsIdentifier(s string) bool { return identifierJS.MatchString(s) && s != "default" }

// workerSource is the directory of a worker's source, and the environment of
// its wrangler configuration.
func workerSource(o *schema.Object) (directory, environment string) {
	source, _ := o.Fields["source"].(map[string]any)
	directory, _ = source["path"].(string)
	environment, _ = source["environment"].(string)
	return directory, environment
}

// workerOrigin is where the source of a worker is, in words.
func workerOrigin(o *schema.Object) string {
	source, _ := o.Fields["source"].(map[string]any)
	path, environment := workerSource(o)
	switch {
	case source["none"] == true:
		return "no source: what was deployed was the only copy"
	case path == "":
		return "where its source is, is not recorded"
	case environment != "":
		return path + ", environment " + environment
	}
	return path
}

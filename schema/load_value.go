package schema

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"go.yaml.in/yaml/v3"
)

// holdsSecrets finds the fields where a secret may stand by mistake: those of
// the secrets themselves and those of their names.
func (l *loader) holdsSecrets(f *Field) bool {
	if f.Secret || f.Form == nil && f.Short == "" {
		return f.Secret
	}
	holds, known := l.secret[f]
	if !known {
		takes := f.Form
		if takes == nil {
			takes = findField(f.Fields, f.Short).Form
		}
		holds = takes != nil && strings.HasPrefix(takes(""), secretProblem)
		l.secret[f] = holds
	}
	return holds
}

// value reads what one field holds.
func (l *loader) value(n *yaml.Node, f *Field) (any, bool) {
	n = resolved(n)
	if isNull(n) {
		return nil, false
	}
	if !l.enter(n) {
		l.leave()
		return nil, false
	}
	defer l.leave()
	if l.holdsSecrets(f) {
		l.within++
		defer func() { l.within-- }()
	}
	switch f.Many {
	case One:
		return l.element(n, f)
	case MapOf:
		if !l.mapping(n, quote(f.Name)) {
			return nil, false
		}
		out := map[string]any{}
		for _, p := range l.pairs(n) {
			if v, ok := l.element(resolved(p.value), f); ok {
				out[p.key.Value] = v
			}
		}
		return out, true
	}
	if n.Kind != yaml.SequenceNode {
		l.errorf(CodeWrongType, n, "%q is a list; this is %s. Write it as [%s].", f.Name, nodeSort(n), "…")
		return nil, false
	}
	out := make([]any, 0, len(n.Content))
	for _, item := range n.Content {
		v, ok := l.element(resolved(item), f)
		if !ok {
			v = nil // it keeps its place, so that those after it keep theirs
		}
		if ok || f.Many == ListOf {
			out = append(out, v)
		}
	}
	if f.Many == SetOf {
		slices.SortFunc(out, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	}
	return out, true
}

func (l *loader) element(n *yaml.Node, f *Field) (any, bool) {
	if !l.enter(n) {
		l.leave()
		return nil, false
	}
	defer l.leave()
	fields := f.Fields
	if f.Short != "" && n.Kind == yaml.ScalarNode {
		if short := findField(f.Fields, f.Short); short != nil {
			v, ok := l.scalar(n, short)
			return map[string]any{f.Short: v}, ok
		}
	}
	if f.Variants != nil {
		if !l.mapping(n, quote(f.Name)) {
			return nil, false
		}
		var ok bool
		if fields, ok = l.variant(n, f); !ok {
			return nil, false
		}
	}
	if fields == nil {
		return l.scalar(n, f)
	}
	what := quote(f.Name)
	if !l.mapping(n, what) {
		return nil, false
	}
	out := make(map[string]any, len(n.Content)/2)
	for _, p := range l.pairs(n) {
		if p.key.Value == f.Tag {
			out[f.Tag] = p.value.Value
			continue
		}
		sub := findField(fields, p.key.Value)
		if sub == nil {
			names := fieldNames(fields)
			if f.Tag != "" {
				names = append(names, f.Tag)
			}
			l.unknown(p.key, what, names)
			continue
		}
		if v, ok := l.value(p.value, sub); ok {
			out[sub.Name] = v
		}
	}
	l.require(n, fields, out, func() string { return what })
	return out, true
}

func (l *loader) variant(n *yaml.Node, f *Field) ([]Field, bool) {
	tag := resolved(lookup(n, f.Tag))
	names := make([]string, len(f.Variants))
	for i := range f.Variants {
		names[i] = f.Variants[i].Name
	}
	if tag == nil || tag.Kind != yaml.ScalarNode || isNull(tag) {
		l.errorf(CodeMissing, n, "An entry of %q needs %q: one of %s.", f.Name, f.Tag, strings.Join(names, ", "))
		return nil, false
	}
	for i := range f.Variants {
		if f.Variants[i].Name == tag.Value {
			return f.Variants[i].Fields, true
		}
	}
	hint := didYouMean(tag.Value, names)
	if hint == "" {
		hint = " It is one of " + strings.Join(names, ", ") + "."
	}
	if strings.HasPrefix(tag.Value, "secret_") {
		// The value may stand on the same line.
		l.report(CodeSecret, tag, "%q is not written as one of %q. Secrets have a section of their own: list their names under \"secrets\", and no values.", tag.Value, f.Name)
		return nil, false
	}
	l.errorf(CodeBadValue, tag, "%q is not a %s of %q.%s", tag.Value, f.Tag, f.Name, hint)
	return nil, false
}

// scalar reads a single value. Text may be written without quotes also when it
// looks like a number or a date, as ids often do; what looks like a boolean is
// refused, because nobody can tell what was meant.
func (l *loader) scalar(n *yaml.Node, f *Field) (any, bool) {
	if f.Type == cty.DynamicPseudoType {
		return l.any(n)
	}
	wrong := func(want string) (any, bool) {
		l.errorf(CodeWrongType, n, "%q is %s; this is %s.", f.Name, want, nodeSort(n))
		return nil, false
	}
	if n.Kind != yaml.ScalarNode {
		return wrong(typeName(f.Type))
	}
	switch f.Type {
	case cty.Bool:
		b, ok := boolean(n)
		if !ok {
			return wrong("true or false")
		}
		return b, true
	case cty.Number:
		v, ok := number(n)
		switch {
		case ok && twoWays(n):
			l.errorf(CodeWrongType, n, "%q is a number, and %s can be read in two ways. Write it without the leading zero.", f.Name, n.Value)
			return nil, false
		case !ok:
			return wrong("a number")
		case f.Form != nil && f.Form(n.Value) != "":
			l.errorf(CodeBadValue, n, "%s", f.Form(n.Value))
			return nil, false
		}
		return v, true
	}
	if n.ShortTag() == "!!bool" || n.ShortTag() == "!!null" || n.ShortTag() == "!!binary" {
		l.errorf(CodeWrongType, n, "%q is text; this is %s. Put it in quotes if it is meant as text.", f.Name, nodeSort(n))
		return nil, false
	}
	return l.string(n, f)
}

func boolean(n *yaml.Node) (value, ok bool) {
	if n.ShortTag() != "!!bool" {
		return false, false
	}
	switch n.Value {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	err := n.Decode(&value)
	return value, err == nil
}

func typeName(t cty.Type) string {
	switch t {
	case cty.Bool:
		return "true or false"
	case cty.Number:
		return "a number"
	}
	return "text"
}

// twoWays finds the numbers that YAML and people read differently: 0123 is 83.
func twoWays(n *yaml.Node) bool {
	digits := strings.TrimLeft(n.Value, "-+")
	return len(digits) > 1 && digits[0] == '0' && n.ShortTag() == "!!int"
}

func number(n *yaml.Node) (any, bool) {
	switch n.ShortTag() {
	case "!!int":
		if i, err := strconv.ParseInt(n.Value, 10, 64); err == nil && !twoWays(n) {
			return i, true
		}
		var i int64
		if n.Decode(&i) == nil {
			return i, true
		}
	case "!!float":
		var x float64
		if n.Decode(&x) == nil && !math.IsInf(x, 0) && !math.IsNaN(x) {
			return x, true
		}
	}
	return nil, false
}

func (l *loader) string(n *yaml.Node, f *Field) (any, bool) {
	s := n.Value
	for _, r := range s {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0x7f {
			l.errorf(CodeCharacter, n, "%q holds the control character U+%04X, which neither Terraform nor the API takes.", f.Name, r)
			return nil, false
		}
	}
	if f.Secret {
		l.report(CodeSecret, n, "%q is a secret; an inventory holds none. Remove the key, and change the secret if the file was ever shared.", f.Name)
		return nil, false
	}
	if f.Enum != nil && f.Normal != nil {
		s = f.Normal(s)
	}
	if f.Enum != nil && !slices.Contains(f.Enum, s) {
		l.errorf(CodeBadValue, n, "%q is %q; it is one of %s.%s", f.Name, s, strings.Join(f.Enum, ", "), didYouMean(s, f.Enum))
		return nil, false
	}
	if f.Form != nil {
		if problem := f.Form(s); problem != "" {
			code := CodeBadValue
			if f.Name == "cron" {
				code = CodeCron
			}
			if strings.HasPrefix(problem, secretProblem) {
				code = CodeSecret
			}
			l.report(code, n, "%s", problem)
			return nil, false
		}
	}
	return s, true
}

// any reads a value of a type that only the API knows: a zone setting.
func (l *loader) any(n *yaml.Node) (any, bool) {
	if !l.enter(n) {
		l.leave()
		return nil, false
	}
	defer l.leave()
	n = resolved(n)
	switch n.Kind {
	case yaml.MappingNode:
		out := map[string]any{}
		for _, p := range l.pairs(n) {
			if v, ok := l.any(p.value); ok {
				out[p.key.Value] = v
			}
		}
		return out, true
	case yaml.SequenceNode:
		out := make([]any, 0, len(n.Content))
		for _, item := range n.Content {
			if v, ok := l.any(item); ok {
				out = append(out, v)
			}
		}
		return out, true
	}
	switch n.ShortTag() {
	case "!!bool":
		if b, ok := boolean(n); ok {
			return b, true
		}
	case "!!int":
		// 1.2 as a number is not the text "1.2": what was meant has to be said.
		if v, ok := number(n); ok && !twoWays(n) {
			return v, true
		}
		l.errorf(CodeWrongType, n, "%s can be read in two ways. Put it in quotes if it is meant as text.", n.Value)
		return nil, false
	case "!!float":
		l.errorf(CodeWrongType, n, "%s is read as a number with a fraction, which no such value is. Put it in quotes.", n.Value)
		return nil, false
	case "!!null":
		return nil, true
	}
	return l.string(n, &Field{Name: "value"})
}

package provider

import (
	_ "embed" // the data
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/cfdr/cfdr/schema"
)

var (
	//go:embed data/4.txt
	data4 string
	//go:embed data/5.txt
	data5 string
)

// loaded has the resource types of each target. A run needs one of them, and
// many runs need none.
var loaded = map[schema.Target]func() map[string]*Shape{
	schema.V4: sync.OnceValue(func() map[string]*Shape { return parse(data4) }),
	schema.V5: sync.OnceValue(func() map[string]*Shape { return parse(data5) }),
}

func types(t schema.Target) map[string]*Shape {
	if load := loaded[t]; load != nil {
		return load()
	}
	return nil
}

// Of is the shape of a resource type on a target, nil where the target has no
// such type. It may be partial. It belongs to everybody: nobody changes it.
func Of(t schema.Target, resourceType string) *Shape { return types(t)[resourceType] }

// Has says whether a target has a resource type at all. A type that only one
// of them has tells which major version a state was written with.
func Has(t schema.Target, resourceType string) bool { return Of(t, resourceType) != nil }

// Types are all resource types of a target, sorted.
func Types(t schema.Target) []string { return slices.Sorted(maps.Keys(types(t))) }

// parse reads the lines that the package comment describes. What it cannot
// read is a mistake in the data, which a test finds, so it panics.
func parse(text string) map[string]*Shape {
	out := map[string]*Shape{}
	// within are the objects that the next line may belong to: one further in
	// for each space.
	var within []*Shape
	line := 0
	for text := range strings.Lines(text) {
		line++
		if strings.HasPrefix(text, "#") {
			continue
		}
		words := strings.Fields(text)
		depth := len(text) - len(strings.TrimLeft(text, " "))
		if len(words) == 0 || depth > len(within) || depth > 0 && (len(words) < 2 || within[depth-1] == nil) {
			panic(fmt.Sprintf("provider data, line %d: %q belongs to nothing", line, text))
		}
		if depth == 0 {
			s := &Shape{Sort: "object", Fields: map[string]*Shape{}}
			s.describe(words[1:], line)
			out[words[0]] = s
			within = append(within[:0], s)
			continue
		}
		s, object := shapeOf(words[1])
		s.describe(words[2:], line)
		within[depth-1].Fields[words[0]] = s
		within = append(within[:depth], object)
	}
	return out
}

// shapeOf makes the shape of a type such as "list(object)", and gives the
// object in it, nil where there is none.
func shapeOf(word string) (s, object *Shape) {
	sort, rest, collection := strings.Cut(word, "(")
	s = &Shape{Sort: sort}
	switch {
	case collection:
		s.Elem, object = shapeOf(strings.TrimSuffix(rest, ")"))
	case sort == "object":
		s.Fields = map[string]*Shape{}
		object = s
	}
	return s, object
}

// describe sets what the words after the type say.
func (s *Shape) describe(words []string, line int) {
	for _, word := range words {
		switch word {
		case "block":
			s.Block = true
		case "required":
			s.Required = true
		case "optional":
			s.Optional = true
		case "computed":
			s.Computed = true
		case "sensitive":
			s.Sensitive = true
		case "replaces":
			s.Replaces = true
		case "kept":
			s.Kept = true
		case "stays":
			s.Stays = true
		case "filled":
			s.Filled = true
		case "deprecated":
			s.Deprecated = true
		case "partial":
			s.Partial = true
		default:
			if value, is := strings.CutPrefix(word, "default="); is {
				s.Default = value
				continue
			}
			n, isMax := strings.CutPrefix(word, "max=")
			most, err := strconv.Atoi(n)
			if !isMax || err != nil {
				panic(fmt.Sprintf("provider data, line %d: unknown word %q", line, word))
			}
			s.Max = most
		}
	}
}

package state

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// A decoder gives the value of valid JSON: what encoding/json gives with
// numbers as json.Number. It is ours because json.Unmarshal makes floats of
// them, and json.Decoder copies the whole text while it looks for the end of
// it. The keys are few and many times there; each is kept once.
//
// It does no checks, and goes as deep as the text: [json.Valid] has to be
// asked first, which takes no more than 10,000 levels.
type decoder struct {
	text []byte
	at   int
	keys map[string]string
}

// next skips white space and gives the byte behind it.
func (d *decoder) next() byte {
	for {
		switch c := d.text[d.at]; c {
		case ' ', '\t', '\r', '\n':
			d.at++
		default:
			return c
		}
	}
}

func (d *decoder) value() any {
	switch d.next() {
	case '{':
		return d.object()
	case '[':
		return d.array()
	case '"':
		b, plain := d.quoted()
		if plain {
			return string(b[1 : len(b)-1])
		}
		return unquoted(b)
	case 'n':
		d.at += len("null")
		return nil
	case 't':
		d.at += len("true")
		return true
	case 'f':
		d.at += len("false")
		return false
	}
	start := d.at
	for d.at < len(d.text) && isDigit(d.text[d.at]) {
		d.at++
	}
	return json.Number(d.text[start:d.at])
}

func (d *decoder) object() map[string]any {
	o := map[string]any{}
	d.at++
	for d.next() != '}' {
		if d.text[d.at] == ',' {
			d.at++
			d.next()
		}
		key := d.key()
		d.next() // the colon
		d.at++
		o[key] = d.value()
	}
	d.at++
	return o
}

func (d *decoder) array() []any {
	list := []any{}
	d.at++
	for d.next() != ']' {
		if d.text[d.at] == ',' {
			d.at++
		}
		list = append(list, d.value())
	}
	d.at++
	return list
}

func (d *decoder) key() string {
	b, plain := d.quoted()
	if !plain {
		return unquoted(b)
	}
	b = b[1 : len(b)-1]
	key, known := d.keys[string(b)]
	if !known {
		key = string(b)
		d.keys[key] = key
	}
	return key
}

// quoted gives a string with its quotes, and whether it stands for itself.
func (d *decoder) quoted() (b []byte, plain bool) {
	start := d.at
	plain = true
	for d.at++; d.text[d.at] != '"'; d.at++ {
		switch c := d.text[d.at]; {
		case c == '\\':
			plain = false
			d.at++
		case c >= utf8.RuneSelf:
			plain = false
		}
	}
	d.at++
	return d.text[start:d.at], plain
}

// unquoted is what a valid string says.
func unquoted(b []byte) string {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		panic("state: a string of valid JSON is none: " + err.Error())
	}
	return s
}

func isDigit(c byte) bool {
	return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'
}

// kind names the JSON type of a value.
func kind(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "true or false"
	case json.Number:
		return "a number"
	case string:
		return "a string"
	case []any:
		return "an array"
	}
	return "an object"
}

// get takes a member of an object. One that is absent, or null, is the zero
// value.
func get[T any](o map[string]any, key string) (T, error) {
	var zero T
	v := o[key]
	if v == nil {
		return zero, nil
	}
	t, ok := v.(T)
	if !ok {
		return zero, &misfit{named(key), kind(v), kind(any(zero))}
	}
	return t, nil
}

// each does something with every object of an array.
func each(o map[string]any, key string, do func(map[string]any) error) error {
	list, err := get[[]any](o, key)
	if err != nil {
		return err
	}
	for i, e := range list {
		var err error
		if member, ok := e.(map[string]any); ok {
			err = do(member)
		} else {
			err = &misfit{"", kind(e), "an object"}
		}
		if err != nil {
			return within(err, key+"["+strconv.Itoa(i)+"]")
		}
	}
	return nil
}

// texts takes several strings.
func texts(o map[string]any, keys ...string) ([]string, error) {
	out := make([]string, len(keys))
	for i, key := range keys {
		var err error
		if out[i], err = get[string](o, key); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// integer takes a whole number.
func integer(o map[string]any, key string) (int64, error) {
	n, err := get[json.Number](o, key)
	if err != nil || n == "" {
		return 0, err
	}
	i, err := n.Int64()
	if err != nil {
		return 0, &misfit{key, "a number", "a whole number"}
	}
	return i, nil
}

package state

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// Read reads a state: a state file of format 4, or what `terraform show -json`
// prints of a state, or of a plan, whose prior state it then is. An error that
// it gives is an [*Error].
//
// Everything is decoded once, and what is no part of a State is dropped. It
// does not go through structs: what is of a wrong type is named by its path
// without its value, and keys differ by case, which encoding/json overlooks.
func Read(b []byte) (*State, error) {
	s, err := read(b)
	var m *misfit
	if errors.As(err, &m) {
		err = damaged("%s", m)
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

func read(b []byte) (*State, error) {
	file, err := decode(b)
	if err != nil {
		return nil, err
	}
	has := func(keys ...string) bool {
		for _, key := range keys {
			if _, ok := file[key]; !ok {
				return false
			}
		}
		return true
	}
	switch {
	case has("encrypted_data"):
		return nil, errEncrypted
	case has("version"):
		if err := checkVersion(file); err != nil {
			return nil, err
		}
		return readRaw(file)
	case has("format_version"):
		if err := checkFormatVersion(file); err != nil {
			return nil, err
		}
		switch {
		case has("planned_values") || has("resource_changes") || has("prior_state"):
			return readPlan(file)
		case has("values") || onlyOf(file, "format_version", "terraform_version", "checks"):
			return readShow(file)
		}
		return nil, errOther
	case has("cfdr"):
		return nil, errInventory
	case has("ID", "Operation"):
		return nil, errLock
	}
	return nil, errNeither
}

const space = " \t\r\n"

// decode gives the object that the bytes hold.
func decode(b []byte) (map[string]any, error) {
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) ||
		bytes.HasPrefix(b, []byte("{\x00")) || bytes.HasPrefix(b, []byte("\x00{")) {
		return nil, errUTF16
	}
	b = bytes.TrimRight(bytes.TrimPrefix(b, []byte("\ufeff")), space)
	start := bytes.TrimLeft(b, space)
	switch {
	case len(start) == 0:
		return nil, ErrEmpty
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return nil, errZip
	case start[0] != '{' && start[0] != '[' && !json.Valid(start):
		return nil, textError(start)
	}
	if !json.Valid(b) {
		return nil, syntaxError(b)
	}
	d := decoder{text: b, keys: map[string]string{}}
	v := d.value()
	file, ok := v.(map[string]any)
	if !ok {
		return nil, &Error{fmt.Sprintf("it is %s, and no object", kind(v)), hintGive}
	}
	if _, ok := file["@level"]; ok {
		return nil, errStream
	}
	return file, nil
}

// syntaxError says where the JSON is wrong, and shows nothing of it.
func syntaxError(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	var first struct {
		Level any `json:"@level"`
	}
	err := d.Decode(&first)
	var another *json.UnmarshalTypeError
	if err == nil || errors.As(err, &another) {
		if first.Level != nil {
			return errStream
		}
		more := bytes.TrimLeft(b[d.InputOffset():], space)
		return &Error{
			"it goes on behind its end, at " + place(b, len(b)-len(more)),
			"give one state alone, without what other commands print",
		}
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return &Error{"it is cut off at " + place(b, len(b)), hintAgain}
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		// The offset counts the byte that does not belong.
		return &Error{"it is not JSON at " + place(b, max(0, int(syntax.Offset)-1)), hintAgain}
	}
	return &Error{"it is not JSON", hintAgain}
}

var (
	inventoryText = regexp.MustCompile(`(?m)^cfdr:(\s|$)`)
	hclText       = regexp.MustCompile(`(?m)^(?:(?:resource|data|module|variable|provider|output|check)\s+"|(?:terraform|locals|import|moved|removed)\s*\{)`)
)

// textError says what a text that is not JSON may be.
func textError(b []byte) *Error {
	switch {
	case bytes.IndexByte(b, 0) >= 0 || bytes.HasPrefix(b, []byte("\x1f\x8b")):
		return errBinary
	case inventoryText.Match(b):
		return errInventory
	case hclText.Match(b):
		return errHCL
	}
	return errText
}

// checkVersion refuses a state file of another format than 4.
func checkVersion(file map[string]any) error {
	number, ok := file["version"].(json.Number)
	if !ok {
		return errVersion
	}
	version, err := number.Int64()
	switch {
	case err != nil:
		return errVersion
	case version == 4:
		return nil
	case version > 4:
		return &Error{fmt.Sprintf("it has state format %d, and this cfdr knows 4", version), hintNewer}
	case version == 3 && file["backend"] != nil:
		return errBackend
	case version >= 1:
		return &Error{
			fmt.Sprintf("it has state format %d, and cfdr knows 4, which Terraform writes since 0.12", version),
			"name it terraform.tfstate in a directory of its own; what terraform state pull prints there has format 4",
		}
	}
	return &Error{fmt.Sprintf("it has state format %d, which there never was", version), hintAgain}
}

// checkFormatVersion refuses what a newer Terraform may show.
func checkFormatVersion(file map[string]any) error {
	text, err := get[string](file, "format_version")
	if err != nil {
		return err
	}
	before, _, _ := strings.Cut(text, ".")
	major, err := strconv.ParseUint(before, 10, 31)
	switch {
	case err != nil:
		return &Error{"its format_version is no version", hintAgain}
	case major > 1:
		return &Error{fmt.Sprintf("it has format_version %d, and this cfdr knows 0 and 1", major), hintNewer}
	}
	return nil
}

// onlyOf says whether an object has no other keys.
func onlyOf(o map[string]any, keys ...string) bool {
	n := 0
	for _, key := range keys {
		if _, ok := o[key]; ok {
			n++
		}
	}
	return n == len(o)
}

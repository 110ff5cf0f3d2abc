package schema_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cfdr/cfdr/schema"
)

func TestLowerHost(t *testing.T) {
	for s, want := range map[string]string{
		"":                           "",
		"Example.COM.":               "example.com",
		"bücher.example":             "xn--bcher-kva.example",
		"BU\u0308CHER.Example.":      "xn--bcher-kva.example",
		"xn--bcher-kva.example":      "xn--bcher-kva.example",
		"*.bücher.example":           "*.xn--bcher-kva.example",
		"_dmarc.bücher.example":      "_dmarc.xn--bcher-kva.example",
		"faß.example":                "xn--fa-hia.example",
		"例え。テスト":                     "xn--r8jz45g.xn--zckzah",
		"k1._domainkey.café.example": "k1._domainkey.xn--caf-dma.example",
		"\u202eevil.example":         "\u202eevil.example",
	} {
		got := schema.LowerHost(s)
		assert.Equal(t, want, got)
		assert.Equal(t, got, schema.LowerHost(got), s)
	}
}

package kinds

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cfdr/cfdr/schema"
)

func TestSameRecordName(t *testing.T) {
	zone := &schema.Object{Kind: zone, Name: "xn--pices-5ra.example"}
	record := &schema.Object{Kind: dnsRecord, Parent: zone}
	for have, same := range map[string]bool{
		"www": true, "WWW": true, "www.xn--pices-5ra.example": true, "www.pièces.example.": true, "www.pièces.example": true,
		"@": false, "": false, "www2": false, "xn--pices-5ra.example": false, "a.www": false,
	} {
		assert.Equal(t, same, sameRecordName(record, "www", have), have)
	}
	for have, same := range map[string]bool{"@": true, "": true, "pièces.example": true, "xn--pices-5ra.example": true, "www": false} {
		assert.Equal(t, same, sameRecordName(record, "xn--pices-5ra.example", have), have)
	}
}

func TestSamePattern(t *testing.T) {
	for _, c := range []struct {
		want, have string
		same       bool
	}{
		{"*pièces.example/*", "*xn--pices-5ra.example/*", true},
		{"https://*.Pièces.example/A", "https://*.xn--pices-5ra.example/A", true},
		{"pièces.example/A", "pièces.example/a", false},
		{"pièces.example/", "other.example/", false},
		{"http://a.example/", "https://a.example/", false},
	} {
		assert.Equal(t, c.same, samePattern(nil, c.want, c.have), c.have)
	}
}

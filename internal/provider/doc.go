// Package provider has what the schemas of the Cloudflare provider say of its
// resource types, for both targets: which arguments there are, what the
// provider computes, hides and replaces. It is data; it asks no provider, and
// it knows no kind.
//
// # The data
//
// data/4.txt and data/5.txt have one line for each argument. The first line
// names the version of the provider. A line without an indent is a resource
// type; one space more is one level further in.
//
//	cloudflare_record
//	 data list(object) block max=1 optional
//	  algorithm number optional
//	 zone_id string required replaces
//	cloudflare_api_token partial
//	 value string computed sensitive
//
// An argument has a name, a type, and then what is true of it, in the order of
// the fields of [Shape]. What is in an object, also in one of a list, a set or
// a map, stands below it. A part of a type that the provider describes as a
// whole has a type and nothing else. Lines are sorted by name.
//
// The types that a kind uses are told in full. Of the others there is only what
// is sensitive, and what leads there: enough to keep a secret off the screen.
//
// # Where it comes from
//
// Types and natures are what `terraform providers schema -json` prints of the
// version in the first line, without the descriptions. A block is required
// where there must be at least one of it, and optional otherwise.
//
// What forces a replacement is not in there. It was read from the sources of
// the providers at the tag of that version, by walking the schemas that they
// build and looking at each argument:
//
//   - Of what is made with the older SDK (most of provider 4), ForceNew.
//   - Of what is made with the plugin framework (some of provider 4, all of
//     provider 5), a plan modifier of the family RequiresReplace. One that asks
//     first whether the argument is configured counts too: all that have it
//     here are computed where nobody configures them.
//
// Defaults are not in there either, and neither is which blocks are computed.
// Those of the older SDK were read in the same way, since an argument with a
// default looks as if it were only optional. What the plugin framework gives a
// default is computed, which the schema tells.
//
// Code that runs over the whole plan was read by hand. Of the types in use, none
// adds a replacement in it, and one takes one back: provider 5 keeps the
// location of an R2 bucket as it is in the state, whatever is configured. So
// the location is not marked, though it carries such a modifier. Provider 4
// marks it, and replaces the bucket.
//
// What a refresh does not read (kept) was measured: TestTakingOverEverySpelling
// of internal/acceptance gives every argument of a state another value and looks
// at what the provider plans. Only arguments are marked that differ after that.
// So were what a refresh does not make null though the object no longer has it
// (stays), and what a provider plans where a state has null (filled).
// What is deprecated is in the printed schema.
//
// To bring a type in, write its lines from those two sources. The acceptance
// tests compare everything but the replacements with the real providers.
package provider

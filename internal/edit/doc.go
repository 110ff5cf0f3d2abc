// Package edit changes a YAML file the way a careful person does: it puts in,
// takes out and replaces what it was asked to, and leaves every other byte as it
// was. Comments, order, blank lines, indentation, quotes, and whether a mapping
// stands on one line or on many, all stay.
//
//   - It works on the text. A tree of nodes says where things stand; the end of
//     each is found in the text itself (layout.go). A change is a few deletions
//     and insertions, and the document is never written out again.
//   - It proves what it did. The result is read again and must be the old tree
//     with the edits applied, and nothing else. Where that is not so, or where a
//     place cannot be edited, [Apply] gives an error with the line and column,
//     and no text.
//   - Paths mean the document as it was given, so edits do not disturb each
//     other, whatever their order.
//
// [Document] and [Render] write new text by the same rules of style.
//
// It does not know what a document means. It reads no file, merges nothing and
// decides nothing: what is to be changed its caller says.
//
// # Style of what is new
//
//   - Two spaces for each level; the items of a list stand two deeper than their
//     key.
//   - A mapping that holds only scalars and short lists stands on one line, if
//     that line has at most 120 columns. A list of scalars does, if its text has
//     at most 60.
//   - Text is plain where it reads back as the same text everywhere: what any
//     reader of YAML 1.1 or 1.2 takes for a number, a date, a boolean or nothing
//     is quoted. [Plain] asks for less.
//   - Text of several lines is a literal block where that is exact, and quoted
//     otherwise. Characters that nobody can see are escaped.
//
// # Comments
//
// What is removed takes its comments along: the one on its line, those below it
// that are indented deeper, and those directly above it with its indentation.
// The last has an exception. In a list, a comment above an item is a heading of
// all items down to the next comment or blank line; it goes when the last of
// them goes.
package edit

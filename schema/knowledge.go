package schema

import "github.com/zclconf/go-cty/cty"

// The tables of this file say what people know: of an object, of an account
// and of the whole inventory. They are the same tables as those of the kinds,
// so the reader, the diagnostics and the JSON Schema treat them alike; what
// they hold ends in the structs of inventory.go.

func text(name, doc string) Field {
	return Field{Name: name, Doc: doc, Type: cty.String, Local: true}
}

func texts(name, doc string) Field {
	return Field{Name: name, Doc: doc, Type: cty.String, Many: ListOf, Local: true}
}

func date(name, doc string) Field {
	return Field{Name: name, Doc: doc, Type: cty.String, Form: IsDate, Local: true}
}

func required(f Field) Field { f.Required = true; return f }

var (
	notesField = texts("notes", "Anything worth knowing, a sentence each.")
	fromField  = texts("from", "Where these facts were read: a document and its section.")
	kindField  = required(text("kind", "The kind of thing: worker, d1_database, …"))
)

// noteFields are the keys that every object may have beside its kind's.
var noteFields = []Field{
	text("purpose", "What it is for."),
	notesField,
	fromField,
	texts("unverified", "Fields that are only documented and not confirmed by the account. They never rename, replace or strip anything live."),
	{Name: "aliases", Doc: "Other names of the same thing.", Many: ListOf, Local: true, Short: "name", Fields: []Field{
		required(text("name", "The other name.")),
		{Name: "sort", Doc: "What uses that name: a binding variable, people or another database, or a backup.", Type: cty.String, Enum: []string{"binding", "name", "backup"}, Local: true},
		{Name: "assumed", Doc: "The pairing is an inference, nobody has confirmed it.", Type: cty.Bool, Local: true},
		notesField,
	}},
	text("environment", "production, staging or the like."),
	{Name: "counterpart", Doc: "The same thing in another environment.", Short: "name", Local: true, Fields: []Field{
		required(text("name", "Its name; a thing of the same kind.")),
		notesField,
	}},
	texts("shared_with", "Other environments that use the very same thing."),
	{Name: "used_by", Doc: "Who is said to use it.", Many: ListOf, Short: "worker", Local: true, Fields: []Field{
		required(text("worker", "The worker.")),
		text("as", "How the source names it, when not by the worker's name."),
		notesField,
	}},
	{Name: "broken", Doc: "It does not work at present.", Local: true, Fields: []Field{
		date("since", "The day it broke."),
		text("because", "What is known of the cause."),
		text("tracking", "Where its repair is tracked."),
	}},
	{Name: "retire", Doc: "Its planned end.", Short: "reason", Local: true, Fields: []Field{
		required(text("reason", "Why it goes.")),
		text("tracking", "Where that is tracked."),
		texts("blocked_by", "What has to happen first."),
	}},
	{Name: "rename", Doc: "A planned new name.", Local: true, Fields: []Field{
		text("to", "The new name, when it is known."),
		text("tracking", "Where that is tracked."),
	}},
	text("size", "How large it is, as the source says it."),
	{Name: "mentions", Doc: "What it is said to refer to, where nobody knows whether that still holds. It is checked and never written.", Many: ListOf, Local: true, Fields: []Field{
		kindField,
		required(text("name", "The name of the other thing.")),
		notesField,
	}},
	date("new", "The day a pull first saw it."),
}

// accountFields are the keys of an account beside those of its kind and its
// sections.
var accountFields = []Field{
	{Name: "census", Doc: "Numbers of things that somebody counted. Several of different days can stand.", Many: ListOf, Local: true, Fields: []Field{
		kindField,
		{Name: "count", Doc: "How many there were.", Type: cty.Number, Required: true, Form: isCount, Local: true},
		required(date("date", "The day they were counted.")),
		text("what", "What was counted, when it was not all of the kind."),
		notesField, fromField,
	}},
	{Name: "undefined", Doc: "Things that are used and nowhere described.", Many: ListOf, Local: true, Fields: []Field{
		kindField,
		required(text("name", "The name that is used.")),
		texts("used_by", "What uses it."),
		notesField, fromField,
	}},
	{Name: "tombstones", Doc: "Things that were deleted, or never were.", Many: ListOf, Local: true, Fields: []Field{
		kindField,
		required(text("name", "Its name.")),
		text("id", "Its id, or the beginning of it."),
		date("date", "The day it was deleted, or found not to exist."),
		{Name: "phantom", Doc: "It was documented and never existed.", Type: cty.Bool, Local: true},
		text("reason", "Why."),
		notesField, fromField,
	}},
	{Name: "corrections", Doc: "What was once written wrongly.", Many: ListOf, Local: true, Fields: []Field{
		kindField,
		required(text("name", "The name of what it was said of, as it is now.")),
		required(text("field", "What was wrong: name, id, …")),
		text("was", "What was written, when it is known."),
		text("is", "What is right."),
		date("date", "The day it was corrected."),
		notesField, fromField,
	}},
	{Name: "blind_spots", Doc: "What the account has and the inventory does not list.", Many: ListOf, Short: "what", Local: true, Fields: []Field{
		required(text("what", "What is missing.")),
		notesField, fromField,
	}},
}

// ScheduleFields are the keys of a schedule: an expression and what people say
// of it.
func ScheduleFields() []Field {
	return []Field{
		{Name: "cron", Doc: "The expression as Cloudflare has it, in UTC; weekdays count from 1 (Sunday) to 7.", Type: cty.String, Required: true, Form: IsCron},
		text("says", "What people say of it: \"Sun 2am AEST\". It is compared with the expression."),
		{Name: "time_zone", Doc: "The time zone of what people say, when they do not name it: AEST, +10:00 or Australia/Sydney.", Type: cty.String, Form: isTimeZone, Local: true},
		notesField,
	}
}

var backupDatabase = []Field{
	text("account", "The account of the database, the snapshot's when nothing is said. Two accounts may have a database of one name."),
	required(text("database", "The database, by its name in this inventory.")),
	text("as", "The name the backup gives it, when that is another."),
	{Name: "assumed", Doc: "That the two names mean one database is an inference.", Type: cty.Bool, Local: true},
}

// topFields are the keys of the inventory itself, but for accounts.
var topFields = []Field{
	{Name: "cfdr", Doc: "The version of this language: 1.", Type: cty.Number, Required: true, Local: true},
	date("taken", "The day the facts were read."),
	{Name: "snapshot", Doc: "What the generated directory is of.", Local: true, Fields: []Field{
		text("account", "The account, by name; not needed when there is only one."),
		{Name: "provider", Doc: "The version constraint of the cloudflare provider: \"~> 4.52\" or \"~> 5.0\". It chooses the target.", Type: cty.String, Form: isConstraint, Local: true},
		{Name: "terraform", Doc: "The version constraint of Terraform.", Type: cty.String, Form: isConstraint, Local: true},
		text("location", "Where the directory is kept."),
		{Name: "backend", Doc: "The Terraform backend that keeps the state, when it is not a file beside the configuration. Its settings are given to terraform init with -backend-config.", Type: cty.String, Enum: []string{"azurerm", "consul", "cos", "gcs", "http", "kubernetes", "oci", "oss", "pg", "remote", "s3"}, Local: true},
		{Name: "state", Doc: "Where the Terraform state is, and its copies.", Local: true, Fields: []Field{
			text("file", "The state file."),
			text("copied_by", "What copies it."),
			text("copied_to", "Where it is copied to."),
			notesField,
		}},
		notesField, fromField,
	}},
	{Name: "backups", Doc: "What copies data, from where to where.", Many: ListOf, Local: true, Fields: []Field{
		required(text("name", "The name of the job.")),
		{Name: "by", Doc: "What runs it.", Local: true, Fields: []Field{
			text("account", "The account it runs in."),
			text("kind", "worker, workflow or anything else."),
			text("name", "Its name there."),
			{Name: "secrets", Doc: "The names of the secrets it has.", Type: cty.String, Many: ListOf, Form: IsSecretName, Local: true},
		}},
		{Name: "schedule", Doc: "When it runs.", Many: ListOf, Short: "cron", Fields: ScheduleFields(), Local: true},
		{Name: "to", Doc: "Where the copies go.", Local: true, Fields: []Field{
			text("account", "The account of the bucket."),
			text("bucket", "The bucket."),
			text("prefix", "What the names begin with."),
			text("file", "The rest of the name: \"YYYY-MM-DD/<name>.sql\"."),
		}},
		text("retention", "How long a copy is kept."),
		text("method", "How a copy is made."),
		{Name: "databases", Doc: "What it covers.", Many: ListOf, Short: "database", Local: true, Fields: append(backupDatabase[:len(backupDatabase):len(backupDatabase)],
			text("prefix", "What the name of its copy begins with, when not as the others."),
			text("file", "The name of its copy, when not as the others."),
			text("size", "How large a copy was."),
			Field{Name: "token", Doc: "The name of the variable that holds the token it is read with.", Type: cty.String, Form: IsSecretName, Local: true},
			notesField,
		)},
		{Name: "deferred", Doc: "What it should cover and does not.", Many: ListOf, Short: "database", Local: true, Fields: append(backupDatabase[:len(backupDatabase):len(backupDatabase)],
			text("size", "How large the database is."),
			text("reason", "Why it is not covered."),
			text("mitigation", "What stands in for a copy."),
			notesField,
		)},
		notesField, fromField,
	}},
	{Name: "accept", Doc: "Warnings that somebody has looked at and lives with. They are counted and no longer shown.", Many: ListOf, Local: true, Fields: []Field{
		required(text("warning", "The code of the warning: no-id.")),
		texts("objects", "The objects it is accepted for, as kind.name, kind.* or Account/kind.name; all when nothing is said."),
		required(text("reason", "Why that is acceptable.")),
		required(date("date", "The day it was accepted.")),
	}},
	texts("references", "Documents that say more."),
}

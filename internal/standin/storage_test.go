package standin

import "testing"

func TestKV(t *testing.T) {
	c := account(t)
	path := account1 + "/storage/kv/namespaces"
	n := c.must("POST", path, object{"title": "CACHE"}).(object)
	same(t, "created", n, `{"id":"`+text(n, "id")+`","title":"CACHE","supports_url_encoding":true}`)
	c.refused(400, 10014, "POST", path, object{"title": "CACHE"})
	c.refused(400, 10019, "POST", path, object{})
	other := c.must("POST", path, object{"title": "OTHER"}).(object)
	c.refused(400, 10014, "PUT", path+"/"+text(other, "id"), object{"title": "CACHE"})
	same(t, "renamed", c.must("PUT", path+"/"+text(n, "id"), object{"title": "CACHE-2"}), `{"id":"`+text(n, "id")+`","title":"CACHE-2","supports_url_encoding":true}`)
	c.must("DELETE", path+"/"+text(n, "id"), nil)
	c.refused(404, 10013, "GET", path+"/"+text(n, "id"), nil)
}

func TestD1(t *testing.T) {
	c := account(t)
	path := account1 + "/d1/database"
	d := c.must("POST", path, object{"name": "main", "primary_location_hint": "weur"}).(object)
	id := text(d, "uuid")
	want := `{"uuid":"` + id + `","name":"main","version":"production","created_at":"2026-01-01T00:00:00Z","num_tables":0,"file_size":8192,
		"jurisdiction":null,"running_in_region":"WEUR","read_replication":{"mode":"disabled"}}`
	same(t, "created", d, want)
	same(t, "by name", c.must("GET", path+"/main", nil), want)
	same(t, "list", c.must("GET", path+"?name=main", nil), `[{"uuid":"`+id+`","name":"main","version":"production","created_at":"2026-01-01T00:00:00Z",
		"num_tables":0,"file_size":8192,"jurisdiction":null,"running_in_region":"WEUR"}]`)
	c.refused(400, 7502, "POST", path, object{"name": "main"})
	c.refused(404, 7404, "GET", path+"/none", nil)
	got := c.must("PATCH", path+"/"+id, object{"read_replication": object{"mode": "auto"}, "name": "other"}).(object)
	same(t, "replication", got["read_replication"], `{"mode":"auto"}`)
	same(t, "name", got["name"], `"main"`)
	c.must("DELETE", path+"/"+id, nil)
	c.must("POST", path, object{"name": "main"})
}

func TestR2(t *testing.T) {
	c := account(t)
	path := account1 + "/r2/buckets"
	eu := []string{"cf-r2-jurisdiction", "eu"}
	same(t, "created", c.must("POST", path, object{"name": "main", "locationHint": "oc", "storageClass": "InfrequentAccess"}),
		`{"name":"main","creation_date":"2026-01-01T00:00:00.000Z","location":"OC","storage_class":"InfrequentAccess","jurisdiction":"default"}`)
	c.must("POST", path, object{"name": "main"}, eu...)
	c.must("POST", path, object{"name": "only-eu"}, eu...)
	c.refused(409, 10004, "POST", path, object{"name": "main"})
	c.refused(400, 10005, "POST", path, object{"name": "No_Bucket"})
	c.refused(404, 10006, "GET", path+"/only-eu", nil)
	same(t, "eu", c.must("GET", path+"/only-eu", nil, eu...),
		`{"name":"only-eu","creation_date":"2026-01-01T00:00:00.000Z","location":"WEUR","storage_class":"Standard","jurisdiction":"eu"}`)
	if got := list(c.must("GET", path, nil).(object), "buckets"); len(got) != 1 {
		t.Errorf("buckets %v", got)
	}
	if got := list(c.must("GET", path+"?name_contains=eu", nil, eu...).(object), "buckets"); len(got) != 1 {
		t.Errorf("eu buckets %v", got)
	}
	c.must("DELETE", path+"/main", nil, eu...)
	c.must("GET", path+"/main", nil)
}

func TestR2Configurations(t *testing.T) {
	c := account(t)
	b := account1 + "/r2/buckets/main"
	c.refused(404, 10006, "GET", b+"/cors", nil)
	c.s.Put(account1+"/r2/buckets", object{"name": "main"})
	c.s.Put(account1+"/r2/buckets", object{"name": "main", "jurisdiction": "eu"})
	c.refused(404, 10059, "GET", b+"/cors", nil)
	for _, name := range []string{"cors", "lifecycle", "lock"} {
		c.must("PUT", b+"/"+name, object{"rules": []any{object{"id": name}}})
		same(t, name, c.must("GET", b+"/"+name, nil), `{"rules":[{"id":"`+name+`"}]}`)
	}
	c.refused(404, 10059, "GET", b+"/cors", nil, "cf-r2-jurisdiction", "eu")
	c.must("DELETE", b+"/cors", nil)
	c.refused(404, 10059, "GET", b+"/cors", nil)
	m := c.must("PUT", b+"/domains/managed", object{"enabled": true}).(object)
	same(t, "managed", m, `{"enabled":true,"bucketId":"`+text(m, "bucketId")+`","domain":"pub-`+text(m, "bucketId")+`.r2.dev"}`)

	c.refused(400, 10055, "POST", b+"/domains/custom", object{"domain": "cdn.example.org", "zoneId": zone1})
	d := `{"domain":"cdn.example.com","zoneId":"` + zone1 + `","zoneName":"example.com","enabled":false,"minTLS":"1.2","status":{"ownership":"active","ssl":"active"}}`
	same(t, "custom", c.must("POST", b+"/domains/custom", object{"domain": "cdn.example.com", "zoneId": zone1, "enabled": false, "minTLS": "1.2"}), d)
	same(t, "customs", c.must("GET", b+"/domains/custom", nil), `{"domains":[`+d+`]}`)
	c.refused(409, 10057, "POST", b+"/domains/custom", object{"domain": "cdn.example.com", "zoneId": zone1})
	records := "/zones/" + zone1 + "/dns_records?name=cdn.example.com"
	if got := c.must("GET", records, nil).([]any); len(got) != 1 || sub(got[0].(object), "meta")["read_only"] != true {
		t.Errorf("the record of the domain: %v", got)
	}
	c.must("DELETE", b+"/domains/custom/cdn.example.com", nil)
	if got := c.must("GET", records, nil).([]any); len(got) != 0 {
		t.Errorf("left of the domain: %v", got)
	}

	q := c.s.Put(account1+"/queues", object{"queue_name": "events"})
	n := account1 + "/event_notifications/r2/main/configuration"
	c.refused(404, 11015, "GET", n, nil)
	c.refused(404, 11000, "PUT", n+"/queues/none", object{"rules": []any{}})
	c.must("PUT", n+"/queues/"+q, object{"rules": []any{object{"actions": []any{"PutObject"}}}})
	c.refused(409, 11020, "PUT", n+"/queues/"+q, object{"rules": []any{object{"actions": []any{"PutObject"}}}})
	c.must("PUT", n+"/queues/"+q, object{"rules": []any{object{"actions": []any{"DeleteObject"}, "prefix": "tmp/"}}})
	got := c.must("GET", n, nil).(object)
	if rules := list(list(got, "queues")[0].(object), "rules"); len(rules) != 2 {
		t.Errorf("a request adds rules: %v", rules)
	}
	same(t, "bucket of the notifications", got["bucketName"], `"main"`)
	same(t, "queue", list(got, "queues")[0].(object)["queueName"], `"events"`)
	same(t, "producers", c.must("GET", account1+"/queues/"+q, nil).(object)["producers"], `[{"type":"r2_bucket","bucket_name":"main"}]`)
	c.must("DELETE", b, nil)
	if got := c.s.under(b); len(got) != 0 {
		t.Errorf("left of the bucket: %v", got)
	}
}

func TestQueues(t *testing.T) {
	c := account(t)
	path := account1 + "/queues"
	q := c.must("POST", path, object{"queue_name": "mail", "settings": object{"delivery_delay": 5}}).(object)
	id := text(q, "queue_id")
	want := `{"queue_id":"` + id + `","queue_name":"mail","created_on":"2026-01-01T00:00:00Z","modified_on":"2026-01-01T00:00:00Z",
		"settings":{"delivery_delay":5,"delivery_paused":false,"message_retention_period":345600},
		"producers":[],"producers_total_count":0,"consumers":[],"consumers_total_count":0}`
	same(t, "created", q, want)
	same(t, "by the older path and name", c.must("GET", account1+"/workers/queues/mail", nil), want)
	c.refused(409, 11009, "POST", account1+"/workers/queues", object{"queue_name": "mail"})
	c.refused(404, 11000, "GET", path+"/none", nil)
	c.refused(400, 11013, "POST", path, object{"queue_name": "x", "settings": object{"message_retention_period": 1}})
	got := c.must("PATCH", path+"/"+id, object{"settings": object{"delivery_paused": true}}).(object)
	same(t, "patched", got["settings"], `{"delivery_delay":5,"delivery_paused":true,"message_retention_period":345600}`)
	got = c.must("PUT", account1+"/workers/queues/mail", object{"queue_name": "post"}).(object)
	same(t, "renamed", []any{got["queue_name"], got["queue_id"], sub(got, "settings")["delivery_delay"]}, `["post","`+id+`",5]`)
	if got := c.must("GET", path+"?name=post", nil).([]any); len(got) != 1 {
		t.Errorf("by name: %v", got)
	}
	c.must("DELETE", account1+"/workers/queues/post", nil)
	c.refused(404, 11000, "GET", path+"/"+id, nil)
}

func TestConsumers(t *testing.T) {
	c := account(t)
	q := c.s.Put(account1+"/queues", object{"queue_name": "jobs"})
	path := account1 + "/queues/" + q + "/consumers"
	c.refused(404, 10007, "POST", path, object{"type": "worker", "script_name": "w"})
	c.put(object{"bindings": []any{binding("queue", "Q", "queue_name", "jobs")}})
	r := c.must("POST", path, object{
		"script_name": "w", "environment_name": "", "type": "worker", "settings": object{"batch_size": 20, "max_wait_time_ms": 1000}, "dead_letter_queue": "jobs-dlq",
	}).(object)
	want := `{"consumer_id":"` + text(r, "consumer_id") + `","type":"worker","script_name":"w","script":"w","environment":"production","queue_id":"` + q + `",
		"queue_name":"jobs","dead_letter_queue":"jobs-dlq","created_on":"2026-01-01T00:00:00Z",
		"settings":{"batch_size":20,"max_retries":3,"max_wait_time_ms":1000,"max_concurrency":null,"retry_delay":0}}`
	same(t, "created", r, want)
	same(t, "in the queue", c.must("GET", account1+"/queues/"+q, nil), `{"queue_id":"`+q+`","queue_name":"jobs",
		"created_on":"2026-01-01T00:00:00Z","modified_on":"2026-01-01T00:00:00Z",
		"settings":{"delivery_delay":0,"delivery_paused":false,"message_retention_period":345600},
		"producers":[{"type":"worker","script":"w","service":"w","environment":"production"}],"producers_total_count":1,
		"consumers":[`+want+`],"consumers_total_count":1}`)
	c.refused(409, 11009, "POST", account1+"/queues", object{"queue_name": "jobs-dlq"}) // the consumer made it
	c.refused(400, 11004, "POST", path, object{"type": "worker", "script_name": "w"})
	pull := c.must("POST", path, object{"type": "http_pull"}).(object)
	same(t, "pull", pull["settings"], `{"batch_size":5,"max_retries":3,"visibility_timeout_ms":30000,"retry_delay":0}`)
	got := c.must("PUT", path+"/"+text(r, "consumer_id"), object{"type": "worker", "script_name": "w", "settings": object{"max_retries": 9}}).(object)
	same(t, "changed", got["settings"], `{"batch_size":20,"max_retries":9,"max_wait_time_ms":1000,"max_concurrency":null,"retry_delay":0}`)
	c.refused(400, 10064, "DELETE", worker, nil)
	c.must("DELETE", account1+"/workers/queues/jobs/consumers/w", nil)
	if got := c.must("GET", path, nil).([]any); len(got) != 1 {
		t.Errorf("consumers %v", got)
	}
	c.must("DELETE", worker, nil)
}

func TestWorkflows(t *testing.T) {
	c := account(t)
	path := account1 + "/workflows/wf"
	c.refused(404, 10200, "GET", path, nil)
	c.refused(400, 10201, "PUT", path, object{"script_name": "w", "class_name": "WF"})
	c.put(object{})
	first := c.must("PUT", path, object{"script_name": "w", "class_name": "WF"}).(object)
	id := text(first, "id")
	c.must("PUT", path, object{"script_name": "w", "class_name": "WF2"})
	same(t, "changed", c.must("GET", path, nil), `{"id":"`+id+`","name":"wf","script_name":"w","class_name":"WF2","created_on":"2026-01-01T00:00:00Z",
		"modified_on":"2026-01-01T00:00:00Z","triggered_on":null,"instances":{}}`)
	c.must("DELETE", path, nil)
	c.refused(404, 10200, "GET", path, nil)
}

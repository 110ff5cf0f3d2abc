package standin_test

import (
	"fmt"
	"io"
	"net/http"

	"github.com/cfdr/cfdr/internal/standin"
)

func Example() {
	const account = "a0000000000000000000000000000001"
	s := standin.New()
	s.AddAccount(account, "Main")
	s.Put("/accounts/"+account+"/queues", map[string]any{"queue_id": "f0000000000000000000000000000001", "queue_name": "jobs"})
	s.Fail(standin.Fault{Method: "DELETE", Status: 500})
	base, stop, err := s.Listen()
	if err != nil {
		panic(err)
	}
	defer stop()

	for _, method := range []string{"GET", "DELETE", "DELETE"} {
		req, _ := http.NewRequest(method, base+"/accounts/"+account+"/queues/f0000000000000000000000000000001", nil)
		req.Header.Set("Authorization", "Bearer "+standin.DefaultToken)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			panic(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
	for _, r := range s.Requests() {
		fmt.Println(r.Status, r.Method)
	}
	fmt.Println(len(s.All("/accounts/"+account+"/queues")), "left")
	// Output:
	// 200 GET
	// 500 DELETE
	// 200 DELETE
	// 0 left
}

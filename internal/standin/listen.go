package standin

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"time"
)

// Listen serves the API over plain HTTP on a free port of 127.0.0.1. It returns the base URL, "http://127.0.0.1:PORT/client/v4", which is what
// provider 5 takes as CLOUDFLARE_BASE_URL and wrangler as CLOUDFLARE_API_BASE_URL, and a function that stops serving.
func (s *Server) Listen() (baseURL string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	return "http://" + l.Addr().String() + Base, s.serve(l), nil
}

// ListenTLS serves the API over HTTPS on a free port of 127.0.0.1, since provider 4 speaks nothing else. It returns "localhost:PORT", which that
// provider takes as CLOUDFLARE_API_HOSTNAME, the certificate in PEM form, to be written to a file named by SSL_CERT_FILE, and a function that stops
// serving. The certificate is made anew each time and is good for localhost and 127.0.0.1.
func (s *Server) ListenTLS() (hostPort string, certPEM []byte, stop func(), err error) {
	cert, certPEM, err := selfSigned()
	if err != nil {
		return "", nil, nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, nil, err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return "", nil, nil, err
	}
	return "localhost:" + port, certPEM, s.serve(tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{cert}})), nil
}

func (s *Server) serve(l net.Listener) (stop func()) {
	srv := &http.Server{Handler: s, ReadHeaderTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0)}
	go func() { _ = srv.Serve(l) }()
	return func() { _ = srv.Close() }
}

// selfSigned makes a certificate for loopback that is its own authority.
func selfSigned() (tls.Certificate, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, nil, fmt.Errorf("key of the loopback certificate: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "localhost"},
		DNSNames:              []string{"localhost"},
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(24 * time.Hour),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IsCA:                  true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, nil, fmt.Errorf("loopback certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), nil
}

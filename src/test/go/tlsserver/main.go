// Tlsserver lets in whoever presents a certificate that chains to a CA of a file, as Go's crypto/tls judges it. It reads
// the file again for every connection, so that CAs can be exchanged while it runs.
//
//	tlsserver CLIENT-CAS CERTIFICATE KEY
//
// It prints its port and ends with its standard input. Whom it lets in it tells "ok"; who speaks HTTP/2 gets an empty
// answer to every gRPC call, which is enough for a Temporal client that asks GetSystemInfo.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

func main() {
	clientCAs := os.Args[1]
	certificate, err := tls.LoadX509KeyPair(os.Args[2], os.Args[3])
	check(err)
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
			pool, err := read(clientCAs)
			return &tls.Config{
				Certificates: []tls.Certificate{certificate},
				ClientAuth:   tls.RequireAndVerifyClientCert,
				ClientCAs:    pool,
				NextProtos:   []string{"h2"},
			}, err
		},
	})
	check(err)
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	calls := callers{listener, make(chan net.Conn)}
	go func() { check(http.Serve(calls, http.HandlerFunc(answer))) }()
	for {
		connection, err := listener.Accept()
		check(err)
		go greet(connection.(*tls.Conn), calls)
	}
}

func greet(connection *tls.Conn, calls callers) {
	_ = connection.SetDeadline(time.Now().Add(10 * time.Second))
	if connection.Handshake() != nil {
		connection.Close()
	} else if connection.ConnectionState().NegotiatedProtocol == "h2" {
		calls.waiting <- connection
	} else {
		fmt.Fprintln(connection, "ok")
		connection.Close()
	}
}

// Those who were let in and speak HTTP/2.
type callers struct {
	net.Listener
	waiting chan net.Conn
}

func (c callers) Accept() (net.Conn, error) {
	return <-c.waiting, nil
}

func answer(response http.ResponseWriter, _ *http.Request) {
	response.Header().Set("Content-Type", "application/grpc")
	response.Header().Set("Trailer", "Grpc-Status")
	_, _ = response.Write(make([]byte, 5)) // not compressed, no bytes
	response.Header().Set("Grpc-Status", "0")
}

func read(file string) (*x509.CertPool, error) {
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("no certificate in %s", file)
	}
	return pool, nil
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Temporaltls accepts whoever presents a certificate that chains to a CA of a file, with the TLS code of a Temporal
// frontend: the file is read at an interval, and a change is noticed only where its first certificate changes.
//
//	temporaltls CLIENT-CAS CERTIFICATE KEY INTERVAL [ADDRESS]
//
// Without an address it listens on a free port of the loopback interface. It prints its port and ends with its standard input. It sends "ok" to those whom it accepts.
package main

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/common/rpc/encryption"
)

func main() {
	interval, err := time.ParseDuration(os.Args[4])
	check(err)
	var settings config.RootTLS
	settings.RefreshInterval = interval
	settings.Frontend.Server = config.ServerTLS{
		ClientCAFiles:     []string{os.Args[1]},
		CertFile:          os.Args[2],
		KeyFile:           os.Args[3],
		RequireClientAuth: true,
	}
	provider, err := encryption.NewTLSConfigProviderFromConfig(settings, metrics.NoopMetricsHandler, log.NewNoopLogger(), nil)
	check(err)
	frontend, err := provider.GetFrontendServerConfig()
	check(err)
	address := "127.0.0.1:0"
	if len(os.Args) > 5 {
		address = os.Args[5]
	}
	listener, err := tls.Listen("tcp", address, frontend)
	check(err)
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	for {
		connection, err := listener.Accept()
		check(err)
		go greet(connection.(*tls.Conn))
	}
}

func greet(connection *tls.Conn) {
	defer connection.Close()
	_ = connection.SetDeadline(time.Now().Add(10 * time.Second))
	if connection.Handshake() == nil {
		fmt.Fprintln(connection, "ok")
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

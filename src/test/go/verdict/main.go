// Verdict says what Go's crypto/x509 thinks of certificates and bundles: the measure of CA-11, CA-3 and CA-4.
//
// It reads lines from standard input and answers each in order:
//
//	cert NAME xBASE64                           -> NAME ok FACTS | NAME refused "error"
//	bundle NAME UNIX-SECONDS xBASE64 xBASE64... -> NAME INDEX ok | NAME INDEX refused "error", for each certificate
//
// and, one line for each, "ok" (with FACTS for a certificate) or "refused" and the error:
//
//	CERTIFICATE NAME UNIX-SECONDS xDER
//	BUNDLE NAME UNIX-SECONDS xCANONICAL-PEM xTEXT -> ok where all blocks of the text are in the canonical PEM, and all chain
//	LEAF NAME UNIX-SECONDS xBUNDLE-PEM xTLS.CRT   -> ok where a server with that bundle lets the client in
//	KEY NAME UNIX-SECONDS xTLS.CRT xTLS.KEY       -> ok where tls.X509KeyPair loads them
//	flush                                         -> nothing; all answers so far are written out
//
// The x makes sure that there is something even for a certificate of no bytes.
// In a bundle the roots are its certificates that signed themselves and may sign; all others are intermediates.
package main

import (
	"bufio"
	"bytes"
	"crypto/dsa"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 64<<20)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	for input.Scan() {
		fields := strings.Fields(input.Text())
		switch fields[0] {
		case "cert":
			if certificate, err := parse(fields[2]); err != nil {
				fmt.Fprintf(output, "%s refused %q\n", fields[1], err)
			} else {
				fmt.Fprintf(output, "%s ok %s\n", fields[1], facts(certificate))
			}
		case "bundle":
			seconds, err := strconv.ParseInt(fields[2], 10, 64)
			check(err)
			for index, err := range judge(fields[3:], time.Unix(seconds, 0)) {
				if err != nil {
					fmt.Fprintf(output, "%s %d refused %q\n", fields[1], index, err)
				} else {
					fmt.Fprintf(output, "%s %d ok\n", fields[1], index)
				}
			}
		case "CERTIFICATE", "BUNDLE", "LEAF", "KEY":
			seconds, err := strconv.ParseInt(fields[2], 10, 64)
			check(err)
			if facts, err := answer(fields[0], fields[3:], time.Unix(seconds, 0)); err != nil {
				fmt.Fprintf(output, "refused %q\n", err)
			} else {
				fmt.Fprintf(output, "ok %s\n", facts)
			}
		case "flush":
			check(output.Flush())
		default:
			check(fmt.Errorf("unknown question %q", fields[0]))
		}
	}
	check(input.Err())
}

func judge(encoded []string, now time.Time) []error {
	verdicts := make([]error, len(encoded))
	certificates := make([]*x509.Certificate, len(encoded))
	var parsed []*x509.Certificate
	for i, text := range encoded {
		certificates[i], verdicts[i] = parse(text)
		if verdicts[i] != nil {
			continue
		}
		parsed = append(parsed, certificates[i])
	}
	options := optionsOf(parsed, now)
	for i, certificate := range certificates {
		if certificate != nil {
			_, verdicts[i] = certificate.Verify(options)
		}
	}
	return verdicts
}

func isRoot(certificate *x509.Certificate) bool {
	return bytes.Equal(certificate.RawSubject, certificate.RawIssuer) && certificate.CheckSignatureFrom(certificate) == nil
}

func parse(text string) (*x509.Certificate, error) {
	return x509.ParseCertificate(decode(text))
}

func decode(text string) []byte {
	der, err := base64.StdEncoding.DecodeString(text[1:])
	check(err)
	return der
}

// What was read, in the words that the test uses as well.
func facts(c *x509.Certificate) string {
	constraints := "none"
	if c.BasicConstraintsValid {
		constraints = fmt.Sprintf("%t:%d", c.IsCA, min(c.MaxPathLen, math.MaxInt32))
	}
	client := len(c.ExtKeyUsage)+len(c.UnknownExtKeyUsage) == 0
	for _, usage := range c.ExtKeyUsage {
		client = client || usage == x509.ExtKeyUsageClientAuth || usage == x509.ExtKeyUsageAny
	}
	var critical, addresses []string
	for _, oid := range c.UnhandledCriticalExtensions {
		critical = append(critical, oid.String())
	}
	for _, address := range c.IPAddresses {
		addresses = append(addresses, fmt.Sprintf("%x", []byte(address)))
	}
	return fmt.Sprintf("version=%d serial=%x from=%d to=%d signed=%s key=%s ca=%s usage=%d client=%t dns=%s mail=%s uris=%d"+
		" ip=%s critical=%s ski=%x aki=%x cn=%s o=%s ou=%s self=%t",
		c.Version, c.SerialNumber, c.NotBefore.Unix(), c.NotAfter.Unix(), signed(c), key(c), constraints, c.KeyUsage, client,
		hex(c.DNSNames), hex(c.EmailAddresses), len(c.URIs), strings.Join(addresses, ","), strings.Join(critical, ","),
		c.SubjectKeyId, c.AuthorityKeyId, attribute(c, "2.5.4.3"), attribute(c, "2.5.4.10"), attribute(c, "2.5.4.11"),
		bytes.Equal(c.RawSubject, c.RawIssuer))
}

func signed(c *x509.Certificate) string {
	if c.SignatureAlgorithm == x509.UnknownSignatureAlgorithm {
		return "unknown"
	}
	return c.SignatureAlgorithm.String()
}

func key(c *x509.Certificate) string {
	switch public := c.PublicKey.(type) {
	case *rsa.PublicKey:
		return fmt.Sprintf("RSA-%d", public.N.BitLen())
	case *ecdsa.PublicKey:
		return fmt.Sprintf("ECDSA-P%d", public.Curve.Params().BitSize)
	case ed25519.PublicKey:
		return "Ed25519"
	case *dsa.PublicKey:
		return fmt.Sprintf("DSA-%d", public.P.BitLen())
	}
	return "unknown"
}

func attribute(c *x509.Certificate, oid string) string {
	var values []string
	for _, name := range c.Subject.Names {
		if name.Type.String() == oid {
			values = append(values, name.Value.(string))
		}
	}
	return hex(values)
}

func hex(texts []string) string {
	encoded := make([]string, len(texts))
	for i, text := range texts {
		encoded[i] = fmt.Sprintf("%x", text)
	}
	return strings.Join(encoded, ",")
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "verdict:", err)
		os.Exit(1)
	}
}

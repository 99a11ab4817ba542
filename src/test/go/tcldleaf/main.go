// Tcldleaf makes a CA and a leaf with the fields that "tcld generate-certificates" fills in: the leaf has no key usage and,
// where no unit is given, an empty organizational unit.
//
// It prints three PEM blocks: the CA, the leaf, and the leaf's key as PKCS#8.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"time"
)

func main() {
	now := time.Now().Add(-time.Minute)
	root := &x509.Certificate{
		SerialNumber:          big.NewInt(now.UnixNano()),
		Subject:               pkix.Name{Organization: []string{"Acme"}},
		NotBefore:             now,
		NotAfter:              now.AddDate(0, 0, 365),
		BasicConstraintsValid: true,
		IsCA:                  true,
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		DNSNames:              []string{"client.root.Acme.x1Y-"},
	}
	leaf := &x509.Certificate{
		SerialNumber:          big.NewInt(now.UnixNano() + 1),
		Subject:               pkix.Name{Organization: []string{"Acme"}, OrganizationalUnit: []string{""}},
		NotBefore:             now,
		NotAfter:              now.AddDate(0, 0, 364),
		BasicConstraintsValid: true,
		DNSNames:              []string{"client.endentity.Acme.k0Zq"},
	}
	rootKey, leafKey := key(), key()
	rootDER, err := x509.CreateCertificate(rand.Reader, root, root, rootKey.Public(), rootKey)
	check(err)
	root, err = x509.ParseCertificate(rootDER)
	check(err)
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, root, leafKey.Public(), rootKey)
	check(err)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(leafKey)
	check(err)
	write("CERTIFICATE", rootDER)
	write("CERTIFICATE", leafDER)
	write("PRIVATE KEY", pkcs8)
}

func key() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	check(err)
	return key
}

func write(label string, der []byte) {
	check(pem.Encode(os.Stdout, &pem.Block{Type: label, Bytes: der}))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

terraform {
  required_providers {
    temporalcloud = { source = "temporalio/temporalcloud" }
    tls           = { source = "hashicorp/tls" }
  }
}

resource "tls_self_signed_cert" "root" {
  private_key_pem   = tls_private_key.root.private_key_pem
  is_ca_certificate = true
  allowed_uses      = ["cert_signing"]
  validity_period_hours = 87600
  subject { common_name = "Acme Root CA" }
}

resource "temporalcloud_namespace" "accounting" {
  name               = "accounting"
  regions            = ["aws-eu-central-1"]
  accepted_client_ca = base64encode(tls_self_signed_cert.root.cert_pem)
}

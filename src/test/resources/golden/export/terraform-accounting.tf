# Written by ncb export. In the resource temporalcloud_namespace:
#   accepted_client_ca  = local.accounting.accepted_client_ca
#   certificate_filters = local.accounting.certificate_filters
locals {
  accounting = {
    accepted_client_ca = "<base64>"
    certificate_filters = [
      {
        common_name              = "*.payments"
        organization             = "Acme"
        organizational_unit      = null
        subject_alternative_name = null
      },
      {
        common_name              = null
        organization             = null
        organizational_unit      = "B\u00FCro \"S\u00FCd\" 100%%{x}"
        subject_alternative_name = "spiffe://acme/$${worker}\\\u202E"
      },
    ]
  }
}

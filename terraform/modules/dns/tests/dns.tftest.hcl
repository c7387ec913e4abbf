mock_provider "aws" {
  override_during = plan

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:eu-central-1:123456789012:certificate/1"
      domain_validation_options = [{
        domain_name           = "data.example.com"
        resource_record_name  = "_1.data.example.com"
        resource_record_type  = "CNAME"
        resource_record_value = "_2.acm-validations.aws"
      }]
    }
  }
}

variables {
  zone_id = "Z1"
  host    = "data.example.com"
}

run "the_public_address_is_over_tls" {
  command = plan


  assert {
    condition     = output.public_url == "https://data.example.com"
    error_message = "the address must be one over TLS"
  }
  assert {
    condition     = aws_acm_certificate.this.validation_method == "DNS"
    error_message = "the certificate must renew itself"
  }
}

run "an_address_in_place_of_a_host_is_refused" {
  command = plan
  variables { host = "https://data.example.com" }
  expect_failures = [var.host]
}

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/some" }
  }
}

variables {
  name              = "millrace"
  oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/oidc"
  oidc_issuer       = "oidc.eks.eu-central-1.amazonaws.com/id/ABC"
  bucket_arn        = "arn:aws:s3:::uploads"
  kms_key_arn       = "arn:aws:kms:eu-central-1:123456789012:key/1"
  secret_arns       = ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:one"]
}

run "only_connector_and_its_jobs_reach_the_bucket" {
  assert {
    condition = jsondecode(aws_iam_role.this["connector"].assume_role_policy).Statement[0].Condition.StringEquals["oidc.eks.eu-central-1.amazonaws.com/id/ABC:sub"] == [
      "system:serviceaccount:millrace:millrace-connector",
      "system:serviceaccount:millrace:millrace-jobs",
    ]
    error_message = "no other pod may take the role"
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.this["connector"].policy).Statement : !contains(statement.Action, "s3:*") && statement.Resource != "*"])
    error_message = "the role must be allowed what it needs and no more"
  }
}

run "an_issuer_with_its_scheme_is_refused" {
  command = plan
  variables { oidc_issuer = "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC" }
  expect_failures = [var.oidc_issuer]
}

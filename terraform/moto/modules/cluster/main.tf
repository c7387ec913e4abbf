# In the place of the cluster: what the other modules need of one. moto has neither add-ons nor the groups and access entries of a cluster of EKS.
data "aws_subnet" "first" {
  id = var.subnet_ids[0]
}

resource "aws_security_group" "nodes" {
  name        = "${var.name}-nodes"
  description = "Nodes of ${var.name}"
  vpc_id      = data.aws_subnet.first.vpc_id
}

resource "aws_iam_openid_connect_provider" "this" {
  url            = "https://oidc.eks.example.com/id/${var.name}"
  client_id_list = ["sts.amazonaws.com"]
}

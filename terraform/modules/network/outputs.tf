output "vpc_id" {
  description = "The network."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "Its addresses."
  value       = aws_vpc.this.cidr_block
}

output "private_subnet_ids" {
  description = "The subnets that have no address of the internet, one a zone."
  value       = [for zone in var.availability_zones : aws_subnet.private[zone].id]
}

output "public_subnet_ids" {
  description = "The subnets of load balancers, one a zone."
  value       = [for zone in var.availability_zones : aws_subnet.public[zone].id]
}

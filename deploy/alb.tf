# Frontdesk behind an AWS application load balancer that signs people in, with frontdesk.alb.toml.
# The part that matters; the load balancer itself, its certificate, its DNS name and the service are yours. Leave its attribute
# routing.http.xff_header_processing.mode at "append": Frontdesk reads from there where a request came from.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html

variable "vpc_id" { type = string }
variable "load_balancer_arn" { type = string }
variable "load_balancer_security_group_id" { type = string }
variable "certificate_arn" { type = string }
variable "oidc_client_secret" {
  type      = string
  sensitive = true
}

# Whoever reaches Frontdesk without the load balancer gets no page: its signed token is missing. Still, nobody should be able to.
resource "aws_security_group" "frontdesk" {
  name   = "frontdesk"
  vpc_id = var.vpc_id

  ingress {
    description     = "Pages (3000), health and metrics (3001), from the load balancer"
    protocol        = "tcp"
    from_port       = 3000
    to_port         = 3001
    security_groups = [var.load_balancer_security_group_id]
  }

  # AWS's endpoints, and the load balancer's public keys.
  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lb_target_group" "frontdesk" {
  name        = "frontdesk"
  vpc_id      = var.vpc_id
  target_type = "ip"
  protocol    = "HTTP"
  port        = 3000

  # The health listener: the other answers to the host of `public_url` alone.
  health_check {
    port                = "3001"
    path                = "/readyz"
    matcher             = "200"
    interval            = 10
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  # Longer than any request may take.
  deregistration_delay = 45
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = var.load_balancer_arn
  protocol          = "HTTPS"
  port              = 443
  certificate_arn   = var.certificate_arn
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"

  # Nothing but the host of `public_url`.
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener_rule" "frontdesk" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 10

  condition {
    host_header { values = ["desk.example.com"] }
  }

  action {
    order = 1
    type  = "authenticate-oidc"
    authenticate_oidc {
      issuer                     = "https://login.example.com"
      authorization_endpoint     = "https://login.example.com/authorize"
      token_endpoint             = "https://login.example.com/token"
      user_info_endpoint         = "https://login.example.com/userinfo"
      client_id                  = "frontdesk"
      client_secret              = var.oidc_client_secret
      scope                      = "openid profile email offline_access"
      on_unauthenticated_request = "authenticate"
      # AWS's default, which Frontdesk has browsers forget at sign-out.
      session_cookie_name = "AWSELBAuthSessionCookie"
      # Seconds; as `session.absolute`.
      session_timeout = 36000
    }
  }

  action {
    order            = 2
    type             = "forward"
    target_group_arn = aws_lb_target_group.frontdesk.arn
  }
}

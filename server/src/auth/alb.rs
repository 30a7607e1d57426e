//! At an AWS application load balancer.

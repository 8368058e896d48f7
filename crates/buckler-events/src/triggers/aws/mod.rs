//! Triggers of Amazon Web Services.

pub(crate) mod alb;
pub(crate) mod api_gateway_v1;
pub(crate) mod api_gateway_v2;
pub(crate) mod direct;
pub(crate) mod dynamodb_streams;
pub(crate) mod event_bridge;
pub(crate) mod function_url;
pub(crate) mod kinesis;
pub(crate) mod s3;
pub(crate) mod s3_in_sqs;
pub(crate) mod sns;
pub(crate) mod sns_in_sqs;
pub(crate) mod sqs;
pub(crate) mod web_socket;

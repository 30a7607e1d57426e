//! A DNS server in front of the zones, over UDP and TCP.

use std::future::Future;
use std::io;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use hickory_proto::op::{Edns, Header, HeaderCounts, Metadata, OpCode, ResponseCode};
use hickory_proto::rr::{DNSClass, Record, RecordType};
use hickory_server::Server;
use hickory_server::net::runtime::Time;
use hickory_server::server::{Request, RequestHandler, ResponseHandler, ResponseInfo};
use hickory_server::zone_handler::MessageResponseBuilder;
use tokio::net::{TcpListener, UdpSocket};

use super::{Answer, Outcome, Zones};

/// How long a TCP connection may be idle.
/// <https://www.rfc-editor.org/rfc/rfc7766#section-6.2.3>
const TCP_IDLE: Duration = Duration::from_secs(10);
/// How many answers may wait to be written to one TCP connection.
const TCP_RESPONSES: usize = 16;
/// No UDP answer is larger, so that none is fragmented.
/// <https://www.dnsflagday.net/2020/>
const MAX_UDP_PAYLOAD: u16 = 1232;
/// The only version of EDNS. <https://www.rfc-editor.org/rfc/rfc6891#section-6.1.3>
const EDNS_VERSION: u8 = 0;

/// Answers questions about `zones` as a recursive resolver, until `shutdown` resolves.
///
/// A question that times out gets no answer at all. Zone transfers and ANY questions are not
/// implemented, and only the Internet class is served.
///
/// # Errors
///
/// When a socket fails.
pub async fn serve(
    udp: UdpSocket,
    tcp: TcpListener,
    zones: Arc<RwLock<Zones>>,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let mut server = Server::new(Resolver { zones });
    server.register_socket(udp);
    server.register_listener(tcp, TCP_IDLE, TCP_RESPONSES);
    let ended = tokio::select! {
        ended = server.block_until_done() => ended,
        () = shutdown => server.shutdown_gracefully().await,
    };
    ended.map_err(io::Error::other)
}

struct Resolver {
    zones: Arc<RwLock<Zones>>,
}

/// The parts of an answer on the wire.
#[derive(Default)]
struct Reply {
    code: ResponseCode,
    answers: Vec<Record>,
    authority: Option<Record>,
}

#[async_trait]
impl RequestHandler for Resolver {
    async fn handle_request<R: ResponseHandler, T: Time>(&self, request: &Request, mut handle: R) -> ResponseInfo {
        let mut metadata = Metadata::response_from_request(&request.metadata);
        metadata.recursion_available = true;
        let Some(reply) = self.reply(request) else {
            return unsent(metadata);
        };
        metadata.response_code = reply.code;
        let edns = request.edns.as_ref().map(negotiate);
        let mut builder = MessageResponseBuilder::from_message_request(request);
        if let Some(edns) = &edns {
            builder.edns(edns);
        }
        let response = builder.build(metadata, &reply.answers, [], &reply.authority, []);
        handle.send_response(response).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "a DNS answer was not sent");
            unsent(metadata)
        })
    }
}

impl Resolver {
    /// Nothing, where the client shall wait in vain.
    fn reply(&self, request: &Request) -> Option<Reply> {
        if request.metadata.op_code != OpCode::Query {
            return Some(ResponseCode::NotImp.into());
        }
        if request.version() > EDNS_VERSION {
            return Some(ResponseCode::BADVERS.into());
        }
        let [question] = request.queries.queries() else {
            return Some(ResponseCode::FormErr.into());
        };
        if question.query_class() != DNSClass::IN {
            return Some(ResponseCode::Refused.into());
        }
        match question.query_type() {
            RecordType::ANY | RecordType::AXFR | RecordType::IXFR => Some(ResponseCode::NotImp.into()),
            record_type => {
                let zones = self.zones.read().unwrap_or_else(PoisonError::into_inner);
                Reply::of(zones.resolve(question.name(), record_type))
            }
        }
    }
}

impl Reply {
    fn of(answer: Answer) -> Option<Self> {
        let Answer { aliases, outcome } = answer;
        let (code, records, authority) = match outcome {
            Outcome::Found(records) => (ResponseCode::NoError, records, None),
            Outcome::NoSuchName(soa) => (ResponseCode::NXDomain, Vec::new(), soa),
            Outcome::NoSuchType(soa) => (ResponseCode::NoError, Vec::new(), Some(soa)),
            Outcome::ServerFailure => return Some(ResponseCode::ServFail.into()),
            Outcome::TimedOut => return None,
        };
        Some(Self {
            code,
            answers: [aliases, records].concat(),
            authority,
        })
    }
}

impl From<ResponseCode> for Reply {
    fn from(code: ResponseCode) -> Self {
        Self {
            code,
            ..Self::default()
        }
    }
}

/// The payload of the answer's EDNS is what bounds its size.
fn negotiate(asked: &Edns) -> Edns {
    let mut edns = Edns::new();
    edns.set_version(EDNS_VERSION);
    edns.set_max_payload(asked.max_payload().min(MAX_UDP_PAYLOAD));
    edns
}

fn unsent(metadata: Metadata) -> ResponseInfo {
    let counts = HeaderCounts::default();
    Header { metadata, counts }.into()
}

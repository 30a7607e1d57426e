//! The DNS server as real clients see it.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_proto::op::{Edns, Message, MessageType, OpCode, Query, ResponseCode};
use hickory_proto::rr::{DNSClass, Name, RData, RecordType};
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::{DnsError, NetError, NoRecords, runtime::TokioRuntimeProvider};
use sandbox::{Rates, Sandbox, Seed, serve_dns};
use serde_json::json;
use tokio::net::{TcpListener, UdpSocket};

use crate::http::Control;

/// The public half of a 2048-bit RSA key has 392 characters in base64.
const DKIM_KEY_LENGTH: usize = 392;

/// A DNS server that runs for as long as the test does.
struct Server {
    udp: SocketAddr,
    tcp: SocketAddr,
    control: Control,
}

impl Server {
    async fn start(records: &[(&str, &str, &str)]) -> Self {
        let control = Control::new();
        for (name, record_type, value) in records {
            let values = json!({ "values": [value] });
            let (status, answer) = control.put(&format!("dns/{name}/{record_type}"), values).await;
            assert_eq!(status, 201, "{answer}");
        }
        let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (at_udp, at_tcp) = (udp.local_addr().unwrap(), tcp.local_addr().unwrap());
        tokio::spawn(serve_dns(udp, tcp, control.sandbox.clone(), std::future::pending()));
        Self {
            udp: at_udp,
            tcp: at_tcp,
            control,
        }
    }

    fn over_udp(&self) -> TokioResolver {
        self.client(vec![at(ConnectionConfig::udp(), self.udp)], Duration::from_secs(30))
    }

    fn over_tcp(&self) -> TokioResolver {
        self.client(vec![at(ConnectionConfig::tcp(), self.tcp)], Duration::from_secs(30))
    }

    fn over_both(&self) -> TokioResolver {
        let connections = vec![
            at(ConnectionConfig::udp(), self.udp),
            at(ConnectionConfig::tcp(), self.tcp),
        ];
        self.client(connections, Duration::from_secs(30))
    }

    fn impatient(&self, connection: ConnectionConfig, address: SocketAddr) -> TokioResolver {
        self.client(vec![at(connection, address)], Duration::from_millis(200))
    }

    fn client(&self, connections: Vec<ConnectionConfig>, timeout: Duration) -> TokioResolver {
        let ip: IpAddr = self.udp.ip();
        let config = ResolverConfig::from_name_servers(vec![NameServerConfig::new(ip, true, connections)]);
        let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        let options = builder.options_mut();
        options.timeout = timeout;
        options.attempts = 1;
        options.cache_size = 0;
        options.case_randomization = true;
        options.use_hosts_file = ResolveHosts::Never;
        builder.build().unwrap()
    }

    /// Sends a message over UDP as it is.
    async fn exchange(&self, message: &Message) -> Message {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        socket.send_to(&message.to_vec().unwrap(), self.udp).await.unwrap();
        let mut buffer = [0; 4096];
        let (length, _) = socket.recv_from(&mut buffer).await.unwrap();
        Message::from_vec(&buffer[..length]).unwrap()
    }
}

fn at(mut connection: ConnectionConfig, address: SocketAddr) -> ConnectionConfig {
    connection.port = address.port();
    connection
}

fn absolute(name: &str) -> Name {
    format!("{name}.").parse().unwrap()
}

/// As zone files have it, but for TXT: that is in one piece here.
fn text(data: &RData) -> String {
    match data {
        RData::TXT(txt) => String::from_utf8(txt.txt_data.concat()).unwrap(),
        other => other.to_string(),
    }
}

fn question(name: &str, record_type: RecordType) -> Message {
    let mut message = Message::new(4711, MessageType::Query, OpCode::Query);
    message.metadata.recursion_desired = true;
    message.add_query(Query::query(absolute(name), record_type));
    message
}

async fn values(client: &TokioResolver, name: &str, record_type: RecordType) -> Vec<String> {
    let lookup = client.lookup(absolute(name), record_type).await.unwrap();
    let records = lookup.answers().iter();
    records
        .filter(|record| record.record_type() == record_type)
        .map(|record| text(&record.data))
        .collect()
}

async fn denial(client: &TokioResolver, name: &str, record_type: RecordType) -> NoRecords {
    match client.lookup(absolute(name), record_type).await {
        Err(NetError::Dns(DnsError::NoRecordsFound(denial))) => denial,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn records_are_found_over_udp_and_tcp() {
    let server = Server::start(&[
        ("bounce.apple.test", "MX", "10 mx.pear.test."),
        ("bounce.apple.test", "TXT", "v=spf1 include:pear.test ~all"),
        ("t._domainkey.apple.test", "CNAME", "t.dkim.pear.test."),
        ("www.apple.test", "AAAA", "2001:db8::1"),
        ("apple.test", "NS", "ns1.pear.test."),
    ])
    .await;
    for client in [server.over_udp(), server.over_tcp()] {
        for (name, record_type, value) in [
            ("bounce.apple.test", RecordType::MX, "10 mx.pear.test."),
            ("bounce.apple.test", RecordType::TXT, "v=spf1 include:pear.test ~all"),
            ("t._domainkey.apple.test", RecordType::CNAME, "t.dkim.pear.test."),
            ("www.apple.test", RecordType::AAAA, "2001:db8::1"),
            ("apple.test", RecordType::NS, "ns1.pear.test."),
        ] {
            assert_eq!(values(&client, name, record_type).await, [value]);
        }
        let soa = values(&client, "apple.test", RecordType::SOA).await;
        assert!(
            soa[0].starts_with("ns1.apple.test. hostmaster.apple.test. 6 "),
            "{soa:?}"
        );
    }
}

#[tokio::test]
async fn aliases_are_followed_across_zones() {
    let server = Server::start(&[
        ("t._domainkey.apple.test", "CNAME", "t.dkim.pear.test."),
        ("t.dkim.pear.test", "TXT", "p=key"),
        ("broken.apple.test", "CNAME", "missing.pear.test."),
        ("circle.apple.test", "CNAME", "circle.apple.test"),
    ])
    .await;
    let client = server.over_udp();
    assert_eq!(
        values(&client, "t._domainkey.apple.test", RecordType::TXT).await,
        ["p=key"]
    );
    let answer = server.exchange(&question("broken.apple.test", RecordType::TXT)).await;
    assert_eq!(answer.metadata.response_code, ResponseCode::NXDomain);
    assert_eq!(answer.answers.len(), 1);
    assert_eq!(answer.authorities[0].name, absolute("pear.test"));
    let answer = server.exchange(&question("circle.apple.test", RecordType::A)).await;
    assert_eq!(answer.metadata.response_code, ResponseCode::ServFail);
    assert_eq!(answer.answers.len(), 0);
}

#[tokio::test]
async fn denials_carry_the_soa_record() {
    let server = Server::start(&[("a.b.apple.test", "TXT", "x")]).await;
    for client in [server.over_udp(), server.over_tcp()] {
        for (name, code) in [
            ("c.apple.test", ResponseCode::NXDomain),
            ("a.b.apple.test", ResponseCode::NoError),
            ("b.apple.test", ResponseCode::NoError),
        ] {
            let denial = denial(&client, name, RecordType::MX).await;
            assert_eq!(denial.response_code, code, "{name}");
            assert_eq!(denial.soa.unwrap().name, absolute("apple.test"));
        }
        let denial = denial(&client, "plum.test", RecordType::MX).await;
        assert_eq!(denial.response_code, ResponseCode::NXDomain);
        assert!(denial.soa.is_none());
    }
}

#[tokio::test]
async fn a_long_key_arrives_whole() {
    let key = format!("v=DKIM1; k=rsa; p={}", "A".repeat(DKIM_KEY_LENGTH));
    let server = Server::start(&[("s._domainkey.apple.test", "TXT", &key)]).await;
    for client in [server.over_udp(), server.over_tcp()] {
        assert_eq!(
            values(&client, "s._domainkey.apple.test", RecordType::TXT).await,
            [key.as_str()]
        );
    }
}

#[tokio::test]
async fn what_does_not_fit_into_a_datagram_is_fetched_over_tcp() {
    let text = "0123456789".repeat(3_000);
    let server = Server::start(&[("apple.test", "TXT", &text)]).await;
    let truncated = server.exchange(&question("apple.test", RecordType::TXT)).await;
    assert!(truncated.metadata.truncation);
    assert_eq!(truncated.answers.len(), 0);
    assert_eq!(
        values(&server.over_both(), "apple.test", RecordType::TXT).await,
        [text.as_str()]
    );
}

#[tokio::test]
async fn edns_allows_datagrams_of_1232_bytes() {
    let server = Server::start(&[("apple.test", "TXT", &"x".repeat(1_000))]).await;
    let mut asked = question("apple.test", RecordType::TXT);
    assert!(server.exchange(&asked).await.metadata.truncation);
    let mut edns = Edns::new();
    edns.set_max_payload(4096);
    asked.set_edns(edns.clone());
    let answer = server.exchange(&asked).await;
    assert!(!answer.metadata.truncation);
    assert_eq!(answer.edns.unwrap().max_payload(), 1232);
    edns.set_version(1);
    asked.set_edns(edns);
    // 16 is also BADSIG, as which it is read.
    let code = server.exchange(&asked).await.metadata.response_code;
    assert_eq!(u16::from(code), u16::from(ResponseCode::BADVERS));
}

#[tokio::test]
async fn a_dead_name_server_and_a_lame_delegation_time_out() {
    let server = Server::start(&[
        ("www.dead.test", "A", "192.0.2.1"),
        ("lame.apple.test", "NS", "ns1.pear.test."),
    ])
    .await;
    let dead = server.control.put("dns/dead.test", json!({ "server": "DEAD" })).await;
    assert_eq!(dead.0, 200);
    for name in ["www.dead.test", "www.lame.apple.test"] {
        for client in [
            server.impatient(ConnectionConfig::udp(), server.udp),
            server.impatient(ConnectionConfig::tcp(), server.tcp),
        ] {
            let refusal = client.lookup(absolute(name), RecordType::A).await;
            assert!(matches!(refusal, Err(NetError::Timeout)), "{refusal:?}");
        }
    }
}

#[tokio::test]
async fn an_answer_is_a_resolvers() {
    let server = Server::start(&[("apple.test", "TXT", "x")]).await;
    let answer = server.exchange(&question("apple.test", RecordType::TXT)).await;
    assert_eq!(answer.metadata.id, 4711);
    assert!(answer.metadata.recursion_desired && answer.metadata.recursion_available);
    assert!(!answer.metadata.authoritative);
    assert_eq!(answer.queries, question("apple.test", RecordType::TXT).queries);
    assert_eq!(answer.answers[0].ttl, 300);
    assert!(answer.edns.is_none());
}

#[tokio::test]
async fn other_kinds_of_questions_are_refused() {
    let server = Server::start(&[("apple.test", "TXT", "x")]).await;
    for record_type in [RecordType::ANY, RecordType::AXFR] {
        let answer = server.exchange(&question("apple.test", record_type)).await;
        assert_eq!(answer.metadata.response_code, ResponseCode::NotImp);
    }
    let mut chaos = question("apple.test", RecordType::TXT);
    chaos.queries[0].set_query_class(DNSClass::CH);
    assert_eq!(
        server.exchange(&chaos).await.metadata.response_code,
        ResponseCode::Refused
    );
    let mut notify = question("apple.test", RecordType::SOA);
    notify.metadata.op_code = OpCode::Notify;
    assert_eq!(
        server.exchange(&notify).await.metadata.response_code,
        ResponseCode::NotImp
    );
    let mut two = question("apple.test", RecordType::TXT);
    two.add_query(Query::query(absolute("apple.test"), RecordType::A));
    assert_eq!(
        server.exchange(&two).await.metadata.response_code,
        ResponseCode::FormErr
    );
}

#[tokio::test]
async fn serving_ends_when_it_is_told_to() {
    let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let sandbox = Sandbox::new(Seed::default(), Rates::Off);
    serve_dns(udp, tcp, sandbox, std::future::ready(())).await.unwrap();
}

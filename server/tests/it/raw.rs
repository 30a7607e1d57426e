//! HTTP by hand, for clients that no library would be: slow, rude, or in the middle of something.

use std::{
    io::{self, BufRead, BufReader, ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// A connection.
pub struct Client {
    reader: BufReader<TcpStream>,
    authority: String,
    cookie: String,
}

/// Somebody who has signed in to a demo.
pub struct Visitor {
    url: String,
    cookie: String,
}

impl Visitor {
    /// Signs in as the demo's viewer.
    pub fn of(url: &str) -> io::Result<Self> {
        let mut client = Client::connect(url)?;
        client.begin("POST", "/auth/sign-in")?;
        client.send("content-type: application/x-www-form-urlencoded\r\ncontent-length: 11\r\n\r\nrole=viewer")?;
        let answer = client.answer()?;
        let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
        Ok(Self {
            url: url.to_owned(),
            cookie: cookie.ok_or(ErrorKind::PermissionDenied)?.to_owned(),
        })
    }

    /// A connection whose requests are theirs.
    pub fn connect(&self) -> io::Result<Client> {
        let mut client = Client::connect(&self.url)?;
        client.cookie = format!("cookie: {}\r\n", self.cookie);
        Ok(client)
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(one, _)| one == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn closes(&self) -> bool {
        self.header("connection") == Some("close")
    }
}

impl Client {
    /// Connects to `http://address` or `address`.
    pub fn connect(url: &str) -> io::Result<Self> {
        let authority = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let address: SocketAddr = authority.parse().expect("an address");
        let stream = TcpStream::connect(address)?;
        // No test waits for ever.
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        stream.set_write_timeout(Some(Duration::from_mins(1)))?;
        Ok(Self {
            reader: BufReader::new(stream),
            authority,
            cookie: String::new(),
        })
    }

    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.reader.get_mut().write_all(bytes.as_ref())
    }

    /// Sends the head of a request of one of our own pages, without its last line.
    pub fn begin(&mut self, method: &str, path: &str) -> io::Result<()> {
        self.send(self.head(method, path))
    }

    /// Sends the request as browsers do, at once.
    pub fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.send(self.head("GET", path) + "\r\n")?;
        self.answer()
    }

    fn head(&self, method: &str, path: &str) -> String {
        let Self { authority, cookie, .. } = self;
        format!("{method} {path} HTTP/1.1\r\nhost: {authority}\r\nsec-fetch-site: same-origin\r\n{cookie}")
    }

    /// Reads one whole answer.
    pub fn answer(&mut self) -> io::Result<Answer> {
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or(ErrorKind::InvalidData)?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(": ") else {
                break;
            };
            headers.push((name.to_lowercase(), value.to_owned()));
        }
        let mut answer = Answer {
            status,
            headers,
            body: String::new(),
        };
        let mut body = Vec::new();
        if let Some(length) = answer.header("content-length") {
            body.resize(length.parse().expect("a length"), 0);
            self.reader.read_exact(&mut body)?;
        } else if answer.header("transfer-encoding") == Some("chunked") {
            loop {
                let size = usize::from_str_radix(&self.line()?, 16).expect("a size");
                let mut chunk = vec![0; size + 2];
                self.reader.read_exact(&mut chunk)?;
                body.extend_from_slice(&chunk[..size]);
                if size == 0 {
                    break;
                }
            }
        }
        answer.body = String::from_utf8_lossy(&body).into_owned();
        Ok(answer)
    }

    /// Reads until the other side closes.
    pub fn wait_for_end(&mut self) -> io::Result<usize> {
        let mut rest = Vec::new();
        match self.reader.read_to_end(&mut rest) {
            Err(error) if error.kind() == ErrorKind::ConnectionReset => Ok(rest.len()),
            read => read,
        }
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        self.reader.read_line(&mut line)?;
        match line.strip_suffix("\r\n") {
            Some(line) => Ok(line.to_owned()),
            None => Err(ErrorKind::UnexpectedEof.into()),
        }
    }
}

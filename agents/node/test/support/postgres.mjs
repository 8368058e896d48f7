// A PostgreSQL server that answers every query with no rows, enough for a driver to connect and ask.

import { createServer } from "node:net";

const message = (type, content = Buffer.alloc(0)) => {
  const head = Buffer.alloc(5);
  head.write(type, 0);
  head.writeUInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
};
const READY = message("Z", Buffer.from("I"));
const TLS = 80_877_103;

/** Starts it on a loopback address. `queries` collects what it was asked. */
export function fakePostgres(queries) {
  return createServer((socket) => {
    let started = false;
    let rest = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      for (;;) {
        const offset = started ? 1 : 0;
        if (rest.length < offset + 4 || rest.length < offset + rest.readUInt32BE(offset)) return;
        const type = started ? String.fromCharCode(rest[0]) : "startup";
        const content = rest.subarray(offset + 4, offset + rest.readUInt32BE(offset));
        rest = rest.subarray(offset + rest.readUInt32BE(offset));
        if (type === "startup" && content.readUInt32BE(0) === TLS) socket.write("N");
        else if (type === "startup") {
          started = true;
          socket.write(Buffer.concat([message("R", Buffer.alloc(4)), READY]));
        } else if (type === "Q") {
          queries.push(content.toString("utf8", 0, content.length - 1));
          socket.write(Buffer.concat([message("T", Buffer.from([0, 0])), message("C", Buffer.from("SELECT 0\0")), READY]));
        } else if (type === "P") {
          queries.push(content.toString("utf8").split("\0")[1]);
          socket.write(message("1"));
        } else if (type === "B") socket.write(message("2"));
        else if (type === "D") socket.write(message("n"));
        else if (type === "E") socket.write(message("C", Buffer.from("SELECT 0\0")));
        else if (type === "S") socket.write(READY);
        else if (type === "X") socket.end();
      }
    });
  });
}

import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import type { SNSEvent } from "aws-lambda";

export async function handler(event: SNSEvent): Promise<void> {
  await Promise.all(
    event.Records.map(async ({ Sns: { Subject, Message } }) => {
      await writeFile(`/tmp/${Subject}.txt`, Message);
      await new Promise((resolve, reject) => {
        execFile("/bin/sh", ["-c", `lpr -T "${Subject}" /tmp/notice.txt`], (error, output) =>
          error ? reject(error) : resolve(output),
        );
      });
    }),
  );
}

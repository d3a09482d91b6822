import { z } from "zod";
import { CommandError } from "../shared/exit";
import { neededVariables, type Variables } from "../shared/variables";

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly pdf: { readonly name: string; readonly content: Buffer } | undefined;
}

/** `smtps://name:password@host:465`, or `smtp://…:587`, where TLS is asked for before anything else. */
const SERVER = "DRIPLO_SMTP_URL";

export type Deliver = (mail: Mail) => Promise<void>;

/** @throws CommandError (usage) where the server is not named, or would be told the password in clear */
export const openMail = (variables: Variables): Deliver => {
  const address = neededVariables(variables, SERVER)(SERVER);
  const fault = serverFault(address);
  if (fault !== undefined) throw new CommandError("usage", `${SERVER} ${fault}`);
  return (mail) => deliver(mail, address);
};

const isHere = (host: string): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(host);

const serverFault = (address: string): string | undefined => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url === undefined || !["smtp:", "smtps:"].includes(url.protocol) || url.hostname === ""
    ? "must be the address of a mail server: smtps://name:password@host:465"
    : undefined;
};

const TIMEOUT = 30_000;

const deliver = async ({ from, to, subject, html, text, pdf }: Mail, address: string): Promise<void> => {
  // A tenth of a second, and of this command alone.
  const { createTransport } = await import("nodemailer");
  const { hostname, port, protocol, username, password } = new URL(address);
  const secure = protocol === "smtps:";
  const transport = createTransport({
    host: hostname,
    port: Number(port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && !isHere(hostname),
    ...(username === "" ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: TIMEOUT,
    greetingTimeout: TIMEOUT,
    socketTimeout: TIMEOUT,
    // A report is text of ours: it never reads a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to: [...to],
      subject,
      html,
      text,
      attachments:
        pdf === undefined ? [] : [{ filename: pdf.name, content: pdf.content, contentType: "application/pdf" }],
    });
  } catch (error) {
    throw new CommandError("vendor", `the mail server ${wordFailure(error)}`);
  } finally {
    transport.close();
  }
};

const failure = z.object({ code: z.string().optional(), responseCode: z.number().optional() });

/** Codes of nodemailer's (https://nodemailer.com/errors); its messages may hold what we sent. */
const wordFailure = (error: unknown): string => {
  const { code = "", responseCode } = failure.safeParse(error).data ?? {};
  const answer = responseCode === undefined ? "" : ` (${responseCode})`;
  if (code === "EAUTH") return `refused the sign-in${answer}: see the name and password in ${SERVER}`;
  if (code === "ETLS") return "has no TLS: nothing was sent";
  if (code === "EENVELOPE")
    return `refused a sender or a recipient${answer}: see grafana.report and email in the stack's file`;
  return responseCode === undefined
    ? `was not reached${code === "" ? "" : ` (${code})`}: see the host and port in ${SERVER}`
    : `refused the mail${answer}`;
};

// Where mail is handed over, and the one rule that no configuration can waive: codes cross no network unencrypted.

export interface SmtpSettings {
  readonly host: string
  readonly port: number
  /**
   * `implicit`: TLS from the first byte (port 465, what RFC 8314 §3 recommends). `starttls`: upgraded before anything is
   * said, else given up. `none`: for a server on the same machine only.
   */
  readonly tls: 'implicit' | 'starttls' | 'none'
  readonly auth: { readonly user: string; readonly password: string } | null
}

/** Throws for a server elsewhere without TLS. */
export function refusePlainText({ host, tls }: SmtpSettings): void {
  if (tls === 'none' && !isLoopback(host)) throw new Error(`mail may not leave for ${host} without TLS`)
}

/** RFC 6890: 127.0.0.0/8 and ::1; and the name that stands for them (RFC 6761 §6.3). */
const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}|::1|\[::1\])$/i.test(host)

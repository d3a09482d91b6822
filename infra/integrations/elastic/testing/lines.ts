/** What each source sends, by its own documents. Addresses are those that RFC 5737 and RFC 3849 keep for examples. */

/** https://vercel.com/docs/drains/reference/logs, "JSON" */
export const vercelBuild = {
  id: "1573817187330377061717300000",
  deploymentId: "dpl_233NRGRjVZX1caZrXWtz5g1TAksD",
  source: "build",
  host: "my-app-abc123.vercel.app",
  timestamp: 1573817187330,
  projectId: "gdufoJxB6b9b1fEqr1jUtFkyavUU",
  level: "info",
  message: "Build completed successfully",
  buildId: "bld_cotnkcr76",
  type: "stdout",
  projectName: "my-app",
};

/** The same page, of a function; the client's address and the query are ours. */
export const vercelRequest = {
  id: "1573817250283254651097202070",
  deploymentId: "dpl_233NRGRjVZX1caZrXWtz5g1TAksD",
  source: "lambda",
  host: "my-app-abc123.vercel.app",
  timestamp: 1573817250283,
  projectId: "gdufoJxB6b9b1fEqr1jUtFkyavUU",
  level: "info",
  message: "API request processed",
  entrypoint: "api/index.js",
  requestId: "643af4e3-975a-4cc7-9e7a-1eda11539d90",
  statusCode: 200,
  path: "/api/users",
  executionRegion: "sfo1",
  environment: "production",
  traceId: "1b02cd14bb8642fd092bc23f54c7ffcd",
  spanId: "f24e8631bd11faa7",
  proxy: {
    timestamp: 1573817250172,
    method: "GET",
    host: "my-app.vercel.app",
    path: "/api/users?page=1",
    userAgent: ["Mozilla/5.0..."],
    referer: "https://my-app.vercel.app",
    region: "sfo1",
    statusCode: 200,
    clientIp: "192.0.2.100",
    scheme: "https",
    vercelCache: "MISS",
  },
};

/** https://vercel.com/docs/drains/reference/speed-insights: the examples of the table of its fields that every event has */
export const speedInsights = {
  schema: "vercel.speed_insights.v1",
  timestamp: "2023-09-14T15:30:00.000Z",
  projectId: "Qmc52npNy86S8VV4Mt8a8dP1LEkRNbgosW3pBCQytkcgf2",
  ownerId: "team_nLlpyC6REAqxydlFKbrMDlud",
  deviceId: 12345,
  metricType: "CLS",
  value: 0.1,
  origin: "https://example.com",
  path: "/dashboard",
};

/** https://vercel.com/docs/drains/reference/analytics, "JSON" */
export const pageView = {
  schema: "vercel.analytics.v1",
  eventType: "pageview",
  timestamp: 1694723400000,
  projectId: "Qmc52npNy86S8VV4Mt8a8dP1LEkRNbgosW3pBCQytkcgf2",
  ownerId: "team_nLlpyC6REAqxydlFKbrMDlud",
  dataSourceName: "web-analytics",
  sessionId: 12345,
  deviceId: 67890,
  origin: "https://example.com",
  path: "/dashboard",
};

/** The same page. */
export const customEvent = {
  ...pageView,
  eventType: "event",
  eventName: "button_click",
  eventData: '{"button": "signup"}',
  timestamp: 1694723405000,
  path: "/signup",
};

/** The examples of that page's table, of what it says about a visitor; the plan is ours. */
export const visitor = {
  eventData: '{"plan": "pro"}',
  referrer: "https://google.com",
  queryParams: "utm_source=google&utm_medium=cpc",
  country: "US",
  region: "CA",
  city: "San Francisco",
  osName: "macOS",
  osVersion: "13.4",
  clientName: "Chrome",
  clientType: "browser",
  deviceType: "desktop",
  deviceBrand: "Apple",
  vercelEnvironment: "production",
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html, "The following is an example log file" */
export const cloudFrontHead = [
  "#Version: 1.0",
  "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end",
] as const;

const CHROME =
  "Mozilla/5.0%20(Windows%20NT%2010.0;%20Win64;%20x64)%20AppleWebKit/537.36%20(KHTML,%20like%20Gecko)%20Chrome/78.0.3904.108%20Safari/537.36";

export const cloudFrontLines = [
  `2019-12-04	21:02:31	LAX1	392	192.0.2.100	GET	d111111abcdef8.cloudfront.net	/index.html	200	-	${CHROME}	-	-	Hit	SOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==	d111111abcdef8.cloudfront.net	https	23	0.001	-	TLSv1.2	ECDHE-RSA-AES128-GCM-SHA256	Hit	HTTP/2.0	-	-	11040	0.001	Hit	text/html	78	-	-`,
  `2019-12-04	21:02:31	LAX1	392	192.0.2.100	GET	d111111abcdef8.cloudfront.net	/index.html	200	-	${CHROME}	-	-	Hit	f37nTMVvnKvV2ZSvEsivup_c2kZ7VXzYdjC-GUQZ5qNs-89BlWazbw==	d111111abcdef8.cloudfront.net	https	23	0.001	-	TLSv1.2	ECDHE-RSA-AES128-GCM-SHA256	Hit	HTTP/2.0	-	-	11040	0.001	Hit	text/html	78	-	-	`,
  `2019-12-13	22:36:27	SEA19-C1	900	192.0.2.200	GET	d111111abcdef8.cloudfront.net	/favicon.ico	502	http://www.example.com/	${CHROME}	-	-	Error	1pkpNfBQ39sYMnjjUQjmH2w1wdJnbHYTbag21o_3OfcQgPzdL2RSSQ==	www.example.com	http	675	0.102	-	-	-	Error	HTTP/1.1	-	-	25260	0.102	OriginDnsError	text/html	507	-	-`,
  `2019-12-13	22:37:02	SEA19-C2	900	192.0.2.200	GET	d111111abcdef8.cloudfront.net	/	502	-	curl/7.55.1	-	-	Error	kBkDzGnceVtWHqSCqBUqtA_cEs2T3tFUBbnBNkB9El_uVRhHgcZfcw==	www.example.com	http	387	0.103	-	-	-	Error	HTTP/1.1	-	-	12644	0.103	OriginDnsError	text/html	507	-	-`,
] as const;

/**
 * Fields as https://supabase.com/docs/guides/monitoring-and-debugging/log-field-reference lists them; no whole event is published. The
 * message is Postgres's own (src/backend/access/nbtree/nbtinsert.c), the detail as its documents have it.
 */
export const supabasePostgres = {
  id: "5f1c7d0e-5d7a-4e1b-9d59-5d3f0f0b3a11",
  timestamp: 1700000000123456,
  event_message: 'duplicate key value violates unique constraint "profiles_email_key"',
  metadata: {
    host: "db-abcdefghijklmnopqrst",
    parsed: {
      backend_type: "client backend",
      command_tag: "INSERT",
      connection_from: "192.0.2.7:58000",
      database_name: "postgres",
      detail: "Key (email)=(ann@example.com) already exists.",
      error_severity: "ERROR",
      query: "insert into profiles (email) values ('ann@example.com')",
      sql_state_code: "23505",
      user_name: "authenticator",
    },
  },
};

export const supabaseRequest = {
  id: "9b1c3a52-1a7b-4c3f-8f53-8c1d7f0a2b22",
  timestamp: 1700000001000000,
  event_message:
    "GET | 200 | 192.0.2.9 | 8a1b2c3d4e5f | https://abcdefghijklmnopqrst.supabase.co/rest/v1/products?select=*&seller=eq.7 | node",
  metadata: [
    {
      request: [
        {
          method: "GET",
          host: "abcdefghijklmnopqrst.supabase.co",
          path: "/rest/v1/products",
          protocol: "https:",
          search: "?select=*&seller=eq.7",
          headers: [{ cf_connecting_ip: "2001:db8::9", user_agent: "node" }],
        },
      ],
      response: [{ status_code: 200 }],
    },
  ],
};

/**
 * https://docs.stripe.com/api/events/object within EventBridge's envelope
 * (https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html); the buyer's data are ours.
 */
export const stripeRefusal = {
  version: "0",
  id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
  "detail-type": "payment_intent.payment_failed",
  source: "aws.partner/stripe.com/ed_prod0own",
  account: "111111111111",
  time: "2026-05-28T20:26:40Z",
  region: "eu-west-3",
  resources: [],
  detail: {
    id: "evt_1MqqbKLt4dXK03v5qaIbiNCC",
    object: "event",
    api_version: "2026-08-26.dahlia",
    created: 1680064028,
    type: "payment_intent.payment_failed",
    livemode: true,
    data: {
      object: {
        id: "pi_3MtwBwLkdIwHu7ix28a3tqPa",
        object: "payment_intent",
        amount: 2000,
        currency: "eur",
        status: "requires_payment_method",
        receipt_email: "ann@example.com",
        shipping: { name: "Ann Example", phone: "+33639980001", address: { line1: "1 rue de l'Exemple" } },
        last_payment_error: {
          type: "card_error",
          code: "card_declined",
          decline_code: "insufficient_funds",
          payment_method: { card: { last4: "0341", exp_month: 4 }, billing_details: { name: "Ann Example" } },
        },
      },
    },
  },
};

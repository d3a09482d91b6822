import { parseSearch } from "./search";

describe("Datadog's search syntax", () => {
  it.each([
    "*",
    "*:*",
    "*:hello*",
    "hello world",
    '"hello dolly"',
    "@http.status_code:[500 TO 599]",
    "@http.response_time:>100",
    "@session.frustration.count:>0",
    "@temperature:>=-5",
    "@view.url_path_group:/products/?",
    '@http.url_details.path:"/api/v1/test"',
    "@http.url:/api\\-v1/*",
    "-@http.status_code:*",
    "service:*mongo",
    "env:(prod OR test)",
    "(env:prod AND -version:beta)",
    "NOT(status:info) a && (b || c)",
    "@device.type:(Mobile OR Tablet) @session.frustration.count:>0",
    "status:(error OR emerg*)",
    "source:pan.firewall evt.name:reject CIDR(@network.client.ip, 13.0.0.0/8,2001:db8::/32)",
    '@message:"a \\" quote"',
    "ANDROID ORDER NOTHING",
  ])("takes %s", (text) => {
    expect(parseSearch(text)).toEqual({ fault: undefined, widens: false });
  });

  it.each([
    ["an open bracket", "(status:error", "its end"],
    ["a bracket too many", "status:error)", ")"],
    ["empty brackets", "a ()", ")"],
    ["an open quote", 'a "b c', '"b c'],
    ["an open range", "@a:[500 TO 599", "@a:[500 TO 599"],
    ["a range without TO", "@a:[500 599]", "@a:[500 599]"],
    ["nothing after the attribute", "@a: b", "@a: b"],
    ["nothing to join", "OR a", "OR a"],
    ["nothing after AND", "a AND", "its end"],
    ["two joints", "a AND OR b", "OR b"],
    ["nothing to exclude", "a -", "its end"],
    ["a comparison of nothing", "@a:>", "@a:>"],
    ["PromQL", "rate(http_requests_total[5m]) > 5", "rate(http_requests_total[5m]) > 5"],
    ["nothing at all", "", "its end"],
  ])("finds %s", (_, text, fault) => {
    expect(parseSearch(text).fault).toBe(fault);
  });

  it.each([
    ["a OR b", true],
    ["a || b", true],
    ["(a OR b)", false],
    ["@x:(a OR b) c", false],
    ["(a) OR (b)", true],
    ["a AND b", false],
  ])("sees whether an OR of %s reaches what stands beside it", (text, widens) => {
    expect(parseSearch(text)).toEqual({ fault: undefined, widens });
  });
});

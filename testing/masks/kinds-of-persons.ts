import type { Kind } from "../../instrumentation/mask-rules";
import type { Examples } from "./examples";

const HARD = "\u00a0";
const NARROW = "\u202f";

/** What tells who it was. */
export const kindsOfPersons = {
  phoneField: {
    masked: [
      ["phone: 33639980001", "39980001"],
      [`{"user_phone":"33639980001"}`, "39980001"],
      ["Key (phone)=(33639980001) already exists", "39980001"],
      ["téléphone : 639 98 00 01", "98"],
      ["phone number: 639980001", "639980001"],
      ["tel=%2B33639980001", "39980001"],
    ],
    kept: ["telemetry: 1234567", "iPhone 15, 2026"],
  },
  iban: {
    masked: [
      ["to FR7630006000011234567890189", "3000"],
      ["to FR76 3000 6000 0112 3456 7890 189", "3000"],
      ["to FR76-3000-6000-0112-3456-7890-189", "3000"],
      ["to fr76 3000 6000 0112 3456 7890 189", "189"],
      ["to fr1420041010050500013m02606", "2004"],
      ["to gb29 nwbk 6016 1331 9268 19", "nwbk"],
    ],
    kept: ["span de24e8631bd11faa", "TS12-BLUE-XLNG-3456"],
  },
  ipv6: {
    masked: [
      ["from 2001:db8:85a3::8a2e:370:7334", "db8"],
      ["from ::ffff:192.0.2.1", "192.0"],
      ["from ::ffff:192.0.2.1", "2.1"],
      ["from fe80::1", "fe80"],
    ],
    kept: ["a::b", "dad::bed", "std::abs of 10:20:30", "00:1a:2b:3c:4d:5e"],
  },
  ipv4: {
    masked: [["from 203.0.113.77.", "203"]],
    kept: ["http://127.0.0.1:5173/products", "on Chrome/120.0.0.0", "version 1.2.3-beta"],
  },
  card: {
    masked: [
      ["card 4242 4242 4242 4242", "4242"],
      ["card 5555555555554444", "4444"],
      ["card 3782 822463 10005", "822463"],
      ["card 4242-4242-4242-4241, mistyped", "4241"],
      ["card 36227206271667", "2720"],
    ],
    kept: [
      "EAN 4006381333931, 3017620422003, 3 017620 422003 and 036000291452",
      "took 1573817187330 ms",
      "ratio 3.14159265358979, 0.4242424242424242",
    ],
  },
  cardEnd: {
    masked: [
      ["ending in 4242", "4242"],
      [`{"last4":"4242"}`, "4242"],
    ],
    kept: ["ended in 2026", "the last 4 of 12"],
  },
  insurance: {
    masked: [
      ["of 1 85 05 78 006 084 36", "006"],
      ["of 185057800608436", "0578"],
      ["of 1850578006084 36", "0578"],
      ["of 2-99-12-2A-116-005", "116"],
    ],
    kept: ["at 1573817187330, 1701234567890, 1790100000000", "0.185057800608436"],
  },
  phone: {
    masked: [
      [`call +33${HARD}6${HARD}39${HARD}98${HARD}00${HARD}01`, "39"],
      [`call 06${NARROW}39${NARROW}98${NARROW}00${NARROW}01 now`, "39"],
      ["call +33 (0)6 39 98 00 01.", "39"],
      ["call 0033 6 39 98 00 01", "39"],
      ["to=%2B33639980001", "39980001"],
      ["I am at 0639980001.", "39980001"],
      ["I am at 33639980001", "39980001"],
      ["call 0151 23456789", "2345"],
      ["call (415) 555-2671", "555"],
      ["call 1-415-555-2671", "555"],
    ],
    kept: [
      "2026-11-23 10:00:00,123 started",
      "01.02.2026 10:00:00, 01/02/2026 10:00, 01 02 2026 10:00",
      "app.log_13:53:08 2017-05-16 00:00:00.008, 08 2017-05-16 00",
      "loss 0.123456789, 0.0612345678",
      "sent 200 392 1234 of 4096",
      "https://shop.example/products/1234567890",
    ],
  },
  name: {
    masked: [
      [`{"actor_name":"Ann Example"}`, "Example"],
      [`{"actor_username":"ann_e"}`, "ann_e"],
      ["actor_name=Ann Example did it", "Example"],
      ["prénom : Ann", "Ann"],
    ],
    kept: ["hostname=db1 filename: app.ts", "Cannot read properties of null (reading 'price')"],
  },
} as const satisfies Partial<Record<Kind, Examples>>;

import { maskWithin, rules, treatmentOf } from "./mask-rules";
import { kinds } from "../testing/masks/kinds";
import { harmless, personal } from "../testing/masks/personal";

const ENOUGH = 4000;

describe.each(Object.entries(kinds))("the kind %s", (kind, { masked, kept }) => {
  const [pattern, by] = Object.entries(rules).find(([name]) => name === kind)?.[1] ?? [/$^/, ""];

  it.each(masked)("finds %j by itself", (text, secret) => {
    expect(text).toContain(secret);
    expect(text.replace(pattern, by)).not.toContain(secret);
  });

  it.each(kept)("leaves %j alone", (text) => {
    expect(text.replace(pattern, by)).toBe(text);
  });
});

it.each([...personal.map(([, text]) => text), ...harmless])("%j is masked once for all", (text) => {
  const once = maskWithin(text, ENOUGH);
  expect(maskWithin(once, ENOUGH)).toBe(once);
});

it("masks what is said, and no more", () => {
  const said: readonly (readonly [string, string])[] = [
    ["fetch failed, headers: Cookie: sb-access=abc123; theme=dark", "fetch failed, headers: Cookie: [token]"],
    [`{"cookie":"sid=1","size":"M"}`, `{"cookie":"[token]","size":"M"}`],
    [String.raw`{"password":"a b\"c","size":"M"}`, `{"password":"[token]","size":"M"}`],
    [String.raw`{\"password\":\"abc\",\"size\":\"M\"}`, String.raw`{\"password\":\"[token]\",\"size\":\"M\"}`],
    ["mot de passe : azerty, taille M", "mot de passe : [token], taille M"],
    ["to fr76 3000 6000 0112 3456 7890 189 please", "to [iban] please"],
    ["at61 1904 3002 3457 3201 paid", "[iban] paid"],
    ["actor_name=Ann Example did this", "actor_name=[name] did this"],
    ["Key (phone)=(33639980001) already exists", "Key (phone)=([phone]) already exists"],
    ["Your code is 123456.", "Your code is [code]."],
  ];
  expect(said.map(([text]) => maskWithin(text, ENOUGH))).toEqual(said.map(([, masked]) => masked));
});

describe("a field of an event", () => {
  it.each([
    "cookie",
    "set-cookie",
    "otp",
    "otpCode",
    "verification_code",
    "cvc",
    "card_cvv",
    "pin",
    "mdp",
    "mot_de_passe",
    "motDePasse",
    "actor_name",
    "actor_username",
    "prenom",
    "phone",
    "user_phone",
    "tel",
    "telephone",
    "mobile",
    "nir",
  ])("%s is hidden, whatever it holds", (name) => {
    expect(treatmentOf(name, 33639980001)).toBe("hide");
  });

  it.each([
    "code",
    "exit_code",
    "key",
    "monkey",
    "spinner",
    "telemetry",
    "is_mobile",
    "filename",
    "hostname",
    "tipping",
  ])("%s is looked into", (name) => {
    expect(treatmentOf(name, "23505")).toBe("mask");
  });
});

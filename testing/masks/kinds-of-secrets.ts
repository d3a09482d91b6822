import type { Kind } from "../../instrumentation/mask-rules";
import type { Examples } from "./examples";

const HARD = "\u00a0";

/** What opens a door, and addresses. */
export const kindsOfSecrets = {
  cookie: {
    masked: [
      ["fetch failed, headers: Cookie: sb-access=abc123; theme=dark", "abc123"],
      ["fetch failed, headers: Cookie: sb-access=abc123; theme=dark", "dark"],
      ["Set-Cookie: sid=zzz999; HttpOnly", "zzz999"],
      [String.raw`{"cookie":"sid=\"abc\"; b=zzz999"}`, "zzz999"],
      [String.raw`{\"cookie\":\"sid=zzz999\"}`, "zzz999"],
      [`{"cookies":{"sid":"zzz999"}}`, "zzz999"],
      [`["set-cookie","sid=zzz999"]`, "zzz999"],
      [`{"set-cookie":["a=b","sid=zzz999"]}`, "zzz999"],
      ["cookie=sid%3Dzzz999", "zzz999"],
    ],
    kept: ["cookie: not found", "cookies accepted: 3"],
  },
  query: {
    masked: [
      ["/cb?code=abc", "abc"],
      ["/#access_token=abc&expires=1", "abc"],
      ["https://shop.test/search?q=someone", "someone"],
    ],
    kept: ["why? none", "/search? none", "issue #12"],
  },
  credentials: { masked: [["https://key:hunter2@host/path", "hunter2"]], kept: ["https://host/path"] },
  email: {
    masked: [
      ["of vendeur.zélé@écran.fr", "vend"],
      ["of someone@münchen.de", "someone"],
      ["of someone+shop@example.com", "someone"],
      ["to=someone%40shop.test", "someone"],
      ["to=someone%2540shop.test", "someone"],
    ],
    kept: ["storefront@1.2.3 on Chrome/120.0.0.0"],
  },
  jwt: { masked: [["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "eyJ"]], kept: ["heyJude.shop"] },
  bearer: {
    masked: [
      ["Bearer: abcdef123456", "abcdef"],
      ["Bearer abc", "abc"],
      ["Authorization: Bearer Bearer abc", "abc"],
      ["Basic YW5uYTpodW50ZXIy", "YW5u"],
    ],
    kept: ["the basic plan: why"],
  },
  vendorKey: {
    masked: [
      ["sk_test_51Habcdef", "51H"],
      ["sb_secret_abc", "abc"],
      ["with AKIAIOSFODNN7EXAMPLE today", "IOSF"],
      ["AIzaSyA-1234567890abcdefghijklmnopqrstu", "1234"],
      ["SG.abcdefghijklmnop.qrstuvwxyz0123456789", "abcd"],
      ["SG.abcdefghijklmnop.qrstuvwxyz0123456789", "qrst"],
      ["glpat-abcdefghij0123456789", "abcd"],
      ["https://hooks.slack.com/services/T000/B000/abcd", "abcd"],
      ["https://discord.com/api/webhooks/12/ab-cd", "cd"],
      ["NRAK-ABCDEF", "ABCD"],
      ["xapp-1-A0-abcd", "abcd"],
      ["ya29.abcd-efgh", "abcd"],
      ["bot123456789:AAabcdefghijklmnopqrstuvwxyzabcd", "abcd"],
    ],
    kept: ["pi_3MtwBwLkdIwHu7ix28a3tqPa", "globe-trotter of sg.shop.test", "ghost_town"],
  },
  longKey: {
    masked: [["with 0123456789abcdef0123456789abcdef", "0123"]],
    kept: ["id 643af4e3-975a-4cc7-9e7a-1eda11539d90, 12345678-1234-4abc-8abc-123456789012"],
  },
  secret: {
    masked: [
      ["access_token=abc", "abc"],
      ["refresh_token: v1.abc", "v1.abc"],
      ["client_secret=xyz", "xyz"],
      [String.raw`{\"accessToken\":\"abc\"}`, "abc"],
      ["access_token%3Dabc", "abc"],
      ["apikey=abc", "abc"],
      ["x-api-key: abc", "abc"],
      ["passwd=hunter2", "hunter2"],
      [`"new_password": "correct horse"`, "horse"],
      [String.raw`"new_password": "correct \"horse\""`, "horse"],
      ["mot de passe : azerty", "azerty"],
      [`Mot de passe${HARD}: azerty`, "azerty"],
      ["mot_de_passe=azerty", "azerty"],
      ["mdp=azerty", "azerty"],
      ["clé d'API : azerty", "azerty"],
      ["PHPSESSID=azerty", "azerty"],
      ["grant_type=a&code=abc", "abc"],
    ],
    kept: [
      "primary key: id",
      "monkey: see",
      "cache key: cart:12",
      "connect failed, code: ECONNREFUSED",
      "access_token: undefined",
      "Unexpected token: punc",
    ],
  },
  code: {
    masked: [
      ["otp=123456", "123456"],
      [`{"otp":"a1b2c3"}`, "a1b2c3"],
      ["Your code is 123456", "123456"],
      ["votre code : 123456", "123456"],
      ["code de confirmation est : 123456", "123456"],
      ["OTP 123 456", "456"],
      ["123456 is your Driplo code", "123456"],
      ["code de vérification : 4821", "4821"],
      ["verification_code: 4821", "4821"],
      ["cvc=123", "123"],
      [String.raw`{\"cvv\":\"123\"}`, "123"],
      ["cryptogramme visuel : 123", "123"],
      ["pin: 4821", "4821"],
    ],
    kept: [
      "error code: 23505",
      "error code: 123456, HTTP code 503000",
      "exit code: 1",
      "exit code=1",
      "status code 503",
      "code=ECONNREFUSED",
      "verification code invalid after 300 s",
      "footprint: 123, spin 1234",
    ],
  },
} as const satisfies Partial<Record<Kind, Examples>>;

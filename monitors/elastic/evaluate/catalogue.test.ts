import { evaluatorsOf } from "../../../testing/catalogue-evaluators";
import { changesIn, series, times } from "../../../testing/series";

/** How Kibana would judge series, by the rules that prod declares: all of them backstops of Datadog's. */

const { judged, evaluatorFor, evaluatorOf } = evaluatorsOf("elastic");

const run = (name: string, values: readonly number[], minutes: number) =>
  changesIn(evaluatorOf(name), { value: series(values) }, minutes);

describe("a count in Kibana, as a backstop", () => {
  it("is told at the fourth run that finds it, and ends with the first that does not", () => {
    // 20 a minute from 10 on, of one client: with the third of them 60 in five minutes, more than 50, at 12; told at 15. The last is
    // that of 19: at 21 three are left, 60, and at 22 two.
    expect(
      run("security.failed_logins.client.warning", [...times(10, 0), ...times(10, 20), ...times(10, 0)], 30),
    ).toEqual([
      [15, "alert"],
      [22, "ok"],
    ]);
  });

  it("keeps quiet of what is over within three minutes, and at the threshold itself", () => {
    expect(run("security.failed_logins.client.warning", [0, 50, ...times(20, 0)], 22)).toEqual([]);
    expect(run("security.upload_violations.warning", [0, 10, ...times(20, 0)], 22)).toEqual([]);
    expect(run("security.upload_violations.warning", [0, 11, ...times(20, 0)], 22)).toEqual([[4, "alert"]]);
  });

  it("takes nothing for 0", () => {
    expect(changesIn(evaluatorOf("security.scraping.critical"), {}, 30)).toEqual([]);
  });

  it("judges every rule that stands for a row", () => {
    expect(judged).toHaveLength(8);
    expect(judged.filter((each) => evaluatorFor?.(each) === undefined)).toEqual([]);
  });
});

import { testProd } from "../../testing/environment";
import { catalogue } from "../../monitors/catalogue";
import { declareStack, policies } from "../../testing/stack";
import { drawPicture } from "./picture";

const { dashboards } = declareStack(catalogue, policies, testProd);

const pictureOf = (uid: string): string => {
  const board = dashboards.find((each) => each.uid === uid);
  if (board === undefined) throw new Error(`no board ${uid}`);
  return drawPicture(board);
};

describe("a picture", () => {
  it("is the same each time", () => {
    expect(pictureOf("driplo-prod-database")).toBe(pictureOf("driplo-prod-database"));
  });

  it("has every panel's title, its unit and its lines", () => {
    const picture = pictureOf("driplo-prod-database");
    expect(picture).toContain(">Database CPU</text>");
    expect(picture).toContain(">percent · prometheus</text>");
    expect(picture).toContain('fill="#ff780a">70</text>');
    expect(picture).toContain('fill="#e02f44">90</text>');
  });

  it("loads nothing from anywhere, and holds no number that is none", () => {
    for (const { uid } of dashboards) {
      const picture = pictureOf(uid);
      expect(picture.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/href|url\(|https?:\/\/(?!\S*<)/);
      expect(picture).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});

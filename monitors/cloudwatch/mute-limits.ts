import type { Refusal } from "../plan/refusal";
import type { CloudWatchDeclaration } from "./declaration";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MuteTargets.html */
const MUTED_ALARMS = 100;

export const checkMute = (declaration: CloudWatchDeclaration): readonly Refusal[] => {
  if (declaration.type !== "aws:cloudwatch/alarmMuteRule:AlarmMuteRule") return [];
  const muted = declaration.args.muteTargets?.alarmNames.length ?? 0;
  return muted <= MUTED_ALARMS
    ? []
    : [
        {
          what: `the mute rule names ${muted} alarms`,
          rule: `a mute rule names at most ${MUTED_ALARMS} (PutAlarmMuteRule)`,
          remedy: "make two rows of it in monitors/catalogue/quiet.ts",
        },
      ];
};

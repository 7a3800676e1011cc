import { describeAuthentication } from './authentication.ts'
import { describeBoardSnapshots } from './board-snapshots.ts'
import { describeChat } from './chat.ts'
import type { Deployment } from './deployment.ts'
import { describeGatewayAccess } from './gateway-access.ts'
import { describeGatewayBoards } from './gateway-boards.ts'
import { describeGatewayConnection } from './gateway-connection.ts'
import { describeLessons } from './lessons.ts'
import { describeNotifications } from './notifications.ts'
import { describePeople } from './people.ts'
import { describeRelations } from './relations.ts'
import { describeRestSurface } from './rest-surface.ts'
import { describeSchema } from './schema.ts'

/** Everything that the platform's description says, said through plain HTTP and plain `ws`. */
export function describePlatform(deployment: Deployment): void {
  describeRestSurface(deployment)
  describeAuthentication(deployment)
  describePeople(deployment)
  describeChat(deployment)
  describeLessons(deployment)
  describeNotifications(deployment)
  describeRelations(deployment)
  describeBoardSnapshots(deployment)
  describeSchema(deployment)
  describeGatewayConnection(deployment)
  describeGatewayBoards(deployment)
  describeGatewayAccess(deployment)
}

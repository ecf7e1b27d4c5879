/** What the embedded shop says of itself: how it misbehaves when told to, and who shops there. */
import { type Sentence, sentence } from '../../reasons/sentences.ts';

export const SENTENCES: readonly Sentence[] = [
  sentence(
    'asks a dependency again and again, whatever share of the calls fails',
    '无论失败比例多高，都不停地调用依赖',
  ),
  sentence(
    'opens a breaker after seven seconds in which every call failed, instead of two and a half',
    '调用全部失败七秒后才打开熔断器，而不是两秒半',
  ),
  sentence(
    'fails every {n}th request that the new version of a gray release serves',
    '灰度发布的新版本每 {n} 个请求失败一个',
  ),
  sentence('a plan with `gray`', '含有 `gray` 的计划'),
  sentence('would never be seen with this plan', '在此计划中永远不会被察觉'),
  sentence('it needs {>what}', '它需要{>what}'),
  sentence('a dependency that fails, as in the plan `drills`', '会失败的依赖，如计划 `drills` 中那样'),
  sentence(
    'answers {ms} ms late where the new version of a gray release serves',
    '灰度发布的新版本晚 {ms} ms 响应',
  ),
  sentence('cancels and refunds every order as soon as it is paid', '订单一付款就取消并退款'),
  sentence('gives a paid order to another shopper', '把已付款的订单给了另一名顾客'),
  sentence(
    'stores an order a second time, under an id that nobody asked for',
    '用没有人要求的编号再存一次订单',
  ),
  sentence(
    'opens a breaker once more for 0.75 s, half a second after it has closed, though no call fails',
    '熔断器关闭半秒后无故再打开 0.75 秒，尽管没有调用失败',
  ),
  sentence(
    'lets every call of 1.25 s through a half-open breaker once a probe was answered, and only then closes it',
    '探测一得到响应，半开的熔断器就放行 1.25 秒内的全部调用，之后才关闭',
  ),
  sentence(
    'never packs a paid order: it waits for no courier and has no parcel',
    '已付款的订单从不打包：没有包裹，也不等快递',
  ),
  sentence('never asks the bank again about a payment that it left pending', '对挂起的付款从不再向银行查询'),
  sentence('a bank that fails: --fault bank:error=3', '会失败的银行：--fault bank:error=3'),
  sentence('lays out the flash sale’s pieces three times', '把秒杀商品上架三遍'),
  sentence(
    'opens the breakers of all other regions for 0.3 s when one of a region opens',
    '一个区域的熔断器打开时，其他区域的也打开 0.3 秒',
  ),
  sentence('two regions, and a dependency that fails in one of them', '两个区域，其中一个的依赖会失败'),
  sentence('acknowledges a cancellation and keeps the order', '确认了取消，却保留订单'),
  sentence(
    'acknowledges a place in a group and keeps none for the shopper',
    '确认了拼团名额，却没有为顾客保留',
  ),
  sentence(
    'acknowledges a flash-sale piece and keeps none for the shopper',
    '确认了秒杀商品，却没有为顾客保留',
  ),
  sentence('acknowledges the redemption of a coupon and does not store it', '确认了优惠券核销，却没有存储'),
  sentence('acknowledges a reservation and does not store it', '确认了预约，却没有存储'),
  sentence('acknowledges a return and neither refunds nor restocks it', '确认了退货，却既不退款也不回补库存'),
  sentence('acknowledges an order and does not store it', '确认了订单，却没有存储'),
  sentence(
    'opens a breaker and does not try again for 24 s, when the drill is over',
    '打开熔断器后 24 秒不再尝试，而那时故障演练已结束',
  ),
  sentence(
    'opens a breaker when more than {n} % of the calls fail, far below its threshold',
    '调用失败超过 {n} % 就打开熔断器，远低于阈值',
  ),
  sentence('has ten times as many coupons as the plan lays out', '优惠券是计划的十倍'),
  sentence(
    'forgets that an order has a flash-sale piece, and sells the piece again',
    '忘了订单占有秒杀商品，把它再卖一次',
  ),
  sentence('puts a flash-sale piece back on the shelf that a shopper has', '把顾客已持有的秒杀商品放回货架'),
  sentence(
    'repeats calls that failed or were rejected for ever, even when they are answered: 300 a second',
    '无休止地重试失败或被拒的调用，即使已得到响应：每秒 300 次',
  ),
  sentence(
    'acknowledges a payment and stores nothing of it, while the bank has the money',
    '确认了付款却没有存储，而银行已经收款',
  ),
  sentence('has two paid orders on one flash-sale piece', '一件秒杀商品有两个已付款订单'),
  sentence(
    'turns checkout away under pressure, and serves what matters least',
    '过载时拒绝结算，却服务最不重要的请求',
  ),
  sentence('pressure: --fault "*:pressure=60"', '过载：--fault "*:pressure=60"'),
  sentence('answers from every fallback {ms} ms late', '每次降级响应都晚 {ms} ms'),
  sentence(
    'stores an order for 0.01 CNY whatever it costs, and takes no more for it',
    '无论价格多少，都按 0.01 元存储订单并收款',
  ),
  sentence('product → AR manifest → AR model', '商品 → AR 清单 → AR 模型'),
  sentence('enters by a channel, looks at lists and products, leaves', '从渠道进入，看列表和商品，然后离开'),
  sentence('claim → redeem → order → pay', '领券 → 核销 → 下单 → 付款'),
  sentence('enters by a channel, looks around without a hurry', '从渠道进入，从容浏览'),
  sentence('take → order → pay; most are too late', '抢购 → 下单 → 付款；多数人抢不到'),
  sentence('look at a share → join the group → order → pay', '看分享 → 参团 → 下单 → 付款'),
  sentence(
    'bot: claims and never redeems, with many accounts on one device',
    '机器人：领券而从不核销，一台设备多个账号',
  ),
  sentence(
    'enter a room → watch → order what is on the screen → pay',
    '进直播间 → 观看 → 下单屏幕上的商品 → 付款',
  ),
  sentence('register → login → home → activity zone', '注册 → 登录 → 首页 → 活动专区'),
  sentence('track the parcel, again and again', '反复查询包裹'),
  sentence('home, once', '只看一次首页'),
  sentence(
    'push → login → 1-yuan coupon → order → pay, or a look around',
    '推送 → 登录 → 一元券 → 下单 → 付款，或随便看看',
  ),
  sentence('order what was reserved → pay', '下单预约的商品 → 付款'),
  sentence('reservations page → reserve', '预约页 → 预约'),
  sentence('{>what}; a failed step is sent again at once', '{>what}；失败的步骤立即重发'),
  sentence('return an order', '退货'),
  sentence(
    'bot: claim → redeem → order → pay with many accounts from one address',
    '机器人：领券 → 核销 → 下单 → 付款，一个地址多个账号',
  ),
  sentence(
    'bot: redeems coupons it does not have, from many addresses and one device',
    '机器人：核销自己没有的优惠券，多个地址一台设备',
  ),
  sentence(
    'search → product → claim → redeem → order → pay; half only look',
    '搜索 → 商品 → 领券 → 核销 → 下单 → 付款；半数只看不买',
  ),
  sentence('share a product with friends', '把商品分享给好友'),
  sentence('ask → look for the answer', '提问 → 查看回答'),
  sentence('login → profile → annual card', '登录 → 个人资料 → 年卡'),
  sentence('claim → redeem → order → cancel', '领券 → 核销 → 下单 → 取消'),
  sentence(
    'activity zone → product → order → pay; {share} % buy',
    '活动专区 → 商品 → 下单 → 付款；{share} % 的人购买',
  ),
  // Mistakes in its settings.
  sentence('is no way in which the shop can misbehave', '不是该商城会的出错方式'),
  sentence(
    'arrives at minute {first}, before the push goes out (shop.recall.atMinute {push})',
    '在第 {first} 分钟到来，早于推送发出（shop.recall.atMinute {push}）',
  ),
  sentence('keep its curve at 0 until the push, or push earlier', '请在推送前让曲线保持为 0，或提早推送'),
  sentence('move the push, or the start of the campaign (startsAt)', '请移动推送，或活动的开始（startsAt）'),
  sentence(
    'needs a plan with one region; this one has {count}',
    '需要只有一个区域的计划；此计划有 {count} 个',
  ),
  sentence('leave one region, or remove shop.replicas', '请只留一个区域，或去掉 shop.replicas'),
  sentence('is above countMax ({max})', '大于 countMax（{max}）'),
  sentence('begin with fewer', '请从更少的开始'),
  sentence('is below the median ({median})', '低于中位数（{median}）'),
  sentence('write a 99th percentile of at least median', '请写不低于中位数的第 99 百分位数'),
];

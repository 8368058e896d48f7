const COUPONS = ["SPRING-10", "SUMMER-15", "WINTER-20"];
const seen = [];

exports.handler = async (event) => {
  const { like = "", code = "" } = event.queryStringParameters ?? {};
  const pattern = new RegExp(like, "i");
  const escaped = new RegExp(code.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  seen.push({ who: event.requestContext.authorizer.principalId, code });
  const found = COUPONS.filter((coupon) => pattern.test(coupon) && escaped.test(coupon));
  return { statusCode: 200, body: JSON.stringify({ found, recent: seen.slice(-3) }) };
};

// The vectors of the parts of business documents, compiled once: their headers declare them extern.
#include "transom/carriage.hpp"
#include "transom/invoice.hpp"
#include "transom/order.hpp"
#include "transom/order_change.hpp"
#include "transom/order_response.hpp"
#include "transom/party.hpp"
#include "transom/shipment.hpp"
#include "transom/terms.hpp"
#include "transom/trade.hpp"

template class std::vector<transom::Carriage>;
template class std::vector<transom::Equipment>;
template class std::vector<transom::Load>;
template class std::vector<transom::InvoiceLine>;
template class std::vector<transom::ShippedQuantity>;
template class std::vector<transom::ShippedTotal>;
template class std::vector<transom::Distribution>;
template class std::vector<transom::Order>;
template class std::vector<transom::OrderLine>;
template class std::vector<transom::Schedule>;
template class std::vector<transom::StoreQuantity>;
template class std::vector<transom::SubLine>;
template class std::vector<transom::ChangeLine>;
template class std::vector<transom::Difference>;
template class std::vector<transom::LineAnswer>;
template class std::vector<transom::ResponseLine>;
template class std::vector<transom::ResponseSubLine>;
template class std::vector<transom::Contact>;
template class std::vector<transom::Party>;
template class std::vector<transom::ShipmentItem>;
template class std::vector<transom::ShipmentOrder>;
template class std::vector<transom::ShipmentPack>;
template class std::vector<transom::ShipmentTare>;
template class std::vector<transom::Freight>;
template class std::vector<transom::Handling>;
template class std::vector<transom::Lading>;
template class std::vector<transom::LeadTime>;
template class std::vector<transom::Mark>;
template class std::vector<transom::Pack>;
template class std::vector<transom::Routing>;
template class std::vector<transom::SalesCondition>;
template class std::vector<transom::Terms>;
template class std::vector<transom::AllowanceCharge>;
template class std::vector<transom::Amount>;
template class std::vector<transom::Description>;
template class std::vector<transom::Extra>;
template class std::vector<transom::Id>;
template class std::vector<transom::Measurement>;
template class std::vector<transom::Note>;
template class std::vector<transom::Price>;
template class std::vector<transom::Quantity>;
template class std::vector<transom::Reference>;
template class std::vector<transom::Tax>;
template class std::vector<transom::TradeDate>;

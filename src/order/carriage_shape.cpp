// The tables of carriage.hpp: equipment, pallets, loads, an invoice's carrier.
#include "order/words.hpp"
#include "transom/carriage.hpp"

namespace transom {

using enum Need;

const Shape& Equipment::shape() {
  using E = Equipment;
  static const Shape table(
      "equipment", {
                       field("kind", &E::kind, may, "Trailer, container, rail car.", words::equipment),
                       field("initial", &E::initial, may, "Letters before the number: the owner's."),
                       field("number", &E::number, may, "Number of the trailer or container."),
                       field("weight_kind", &E::weight_kind, may, "Which weight.", words::weight_kind),
                       field("weight", &E::weight, may, "Weight."),
                       field("weight_unit", &E::weight_unit, may, "Unit of the weight."),
                       field("ownership", &E::ownership, may, "Whose it is, as sent."),
                       field("seal_status", &E::seal_status, may, "State of the seal, as sent."),
                       field("seal", &E::seal, may, "Number of the seal; a second seal is a second entry."),
                       field("type", &E::type, may, "Size and type, as sent."),
                   });
  return table;
}

const Shape& Pallet::shape() {
  using P = Pallet;
  static const Shape table(
      "pallet", {
                    field("type", &P::type, may, "Kind of pallet, as sent."),
                    field("tiers", &P::tiers, may, "Layers on it."),
                    field("blocks", &P::blocks, may, "Cartons in a layer."),
                    field("pack", &P::pack, may, "Inner packs or units in a carton."),
                    field("weight", &P::weight, may, "Weight of the pallet by itself."),
                    field("weight_unit", &P::weight_unit, may, "Unit of that weight."),
                    field("length", &P::length, may, "Length, loaded."),
                    field("width", &P::width, may, "Width, loaded."),
                    field("height", &P::height, may, "Height, loaded."),
                    field("dimension_unit", &P::dimension_unit, may, "Unit of length, width and height."),
                    field("gross_weight", &P::gross_weight, may, "Weight of one pack on it."),
                    field("gross_weight_unit", &P::gross_weight_unit, may, "Unit of the gross weight."),
                    field("gross_volume", &P::gross_volume, may, "Volume of one pack on it."),
                    field("volume_unit", &P::volume_unit, may, "Unit of the volume."),
                    field("exchange", &P::exchange, may, "Whether it is to be exchanged, as sent."),
                    field("inner_pack", &P::inner_pack, may, "Units in an inner pack."),
                });
  return table;
}

const Shape& Load::shape() {
  static const Shape table(
      "load", {
                  field("loads", &Load::loads, must, "How many containers."),
                  field("quantity", &Load::quantity, must, "How many units in each."),
                  field("packaging", &Load::packaging, may, "Kind of container, as sent."),
                  field("size", &Load::size, may, "Size of a unit."),
                  field("unit", &Load::unit, may, "Unit of the size."),
                  field("references", &Load::references, may, "Numbers on them.", words::reference_kind),
              });
  return table;
}

const Shape& Carriage::shape() {
  using C = Carriage;
  static const Shape table(
      "carriage",
      {
          field("mode", &C::mode, may, "Means of transport.", words::mode),
          field("scac", &C::scac, may, "The carrier's code."),
          field("routing", &C::routing, may, "Carrier or route in words."),
          field("status", &C::status, may, "State of the shipment or order, as sent."),
          field("equipment_initial", &C::equipment_initial, may, "Letters before the equipment's number."),
          field("equipment_number", &C::equipment_number, may, "Number of the trailer or container."),
          field("reference", &C::reference, may, "Its number at the carrier.", words::reference_kind),
          field("service_level", &C::service_level, may, "Service that was bought, as sent."),
      });
  return table;
}

}  // namespace transom
